using System.Security.Authentication;

namespace PosBackup.Engine.Targets.Ftp.Pool;

/// <summary>What was learned of a server and holds for all connections of a target. Each is learned by the answer to a command that was wanted anyway.</summary>
internal sealed class ServerTraits : IDisposable
{
    /// <summary>Held while folders are made: connections of one target that make the same folder at the same moment get in each other's way.</summary>
    public SemaphoreSlim MakingFolders { get; } = new(1, 1);

    /// <summary>TLS 1.2, until the server turned out not to have it.</summary>
    public SslProtocols Protocol { get; set; } = SslProtocols.Tls12;

    /// <summary>Whether EPSV is answered; else PASV is asked.</summary>
    public bool ExtendedPassive { get; set; } = true;

    /// <summary>How a time stamp is set.</summary>
    public TimeCommand SetTime { get; set; } = TimeCommand.NotAsked;

    /// <summary>Whether a write into the middle of a file keeps what lies behind it; null until that was tried.</summary>
    public bool? KeepsTail { get; set; }

    /// <summary>Whether a put behind the beginning was refused.</summary>
    public bool RefusesContinue { get; set; }

    /// <summary>Whether a rename over a file that is there was refused, now or when a file was moved aside that lies there still.</summary>
    public bool RefusesReplace { get; set; }

    /// <inheritdoc/>
    public void Dispose() => MakingFolders.Dispose();
}

/// <summary>Commands that set the time stamp of a file.</summary>
internal enum TimeCommand
{
    /// <summary>None was tried yet.</summary>
    NotAsked,

    /// <summary>MFMT.</summary>
    Mfmt,

    /// <summary>MDTM with a time before the name (vsftpd and others).</summary>
    Mdtm,

    /// <summary>SITE UTIME with the time before the name.</summary>
    SiteUtime,

    /// <summary>The server has none.</summary>
    None,
}
