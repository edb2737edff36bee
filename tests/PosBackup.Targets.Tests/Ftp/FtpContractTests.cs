using PosBackup.Engine.Targets.Definitions;
using PosBackup.Targets.Tests.Contract;
using PosBackup.Targets.Tests.Servers;

namespace PosBackup.Targets.Tests.Ftp;

/// <summary>ProFTPD as it comes: data connections have to continue the TLS session.</summary>
[NeedsServer(ServerKind.ProFtpd)]
public sealed class FtpOnProFtpdTests(ServerOf<ProFtpdServer> servers) : FtpContract<ProFtpdServer>(servers), IClassFixture<ServerOf<ProFtpdServer>>
{
    protected override IReadOnlyDictionary<string, string> ImpossibleFolderNames => NoFolders;

    /// <summary>What ProFTPD makes no folders of.</summary>
    internal static IReadOnlyDictionary<string, string> NoFolders { get; } = new Dictionary<string, string>(StringComparer.Ordinal) { ["*"] = "MKD refuses names with *" };
}

/// <summary>ProFTPD with implicit TLS, which does not demand the same session.</summary>
[NeedsServer(ServerKind.ProFtpd)]
public sealed class FtpOnImplicitProFtpdTests(ImplicitProFtpd servers) : FtpContract<ProFtpdServer>(servers), IClassFixture<ImplicitProFtpd>
{
    protected override IReadOnlyDictionary<string, string> ImpossibleFolderNames => FtpOnProFtpdTests.NoFolders;
}

/// <summary>vsftpd, which demands the same session, has neither MLSD nor MFMT, and tells times of listings to the minute.</summary>
[NeedsServer(ServerKind.Vsftpd)]
public sealed class FtpOnVsftpdTests(ServerOf<VsftpdServer> servers) : FtpContract<VsftpdServer>(servers), IClassFixture<ServerOf<VsftpdServer>>
{
    protected override TimeSpan ListedTimePrecision => TimeSpan.FromDays(1);
}

/// <summary>Pure-FTPd.</summary>
[NeedsServer(ServerKind.PureFtpd)]
[Lacks(nameof(Continue_BelowTheEndKeepsTheRest), "Pure-FTPd cuts a file behind what is written into its middle: FtpFaultTests holds that such a put is refused and nothing lost")]
public sealed class FtpOnPureFtpdTests(ServerOf<PureFtpdServer> servers) : FtpContract<PureFtpdServer>(servers), IClassFixture<ServerOf<PureFtpdServer>>
{
    protected override IReadOnlyDictionary<string, string> ImpossibleNames => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["space behind "] = "blanks at the end become _",
        ["  two  in  the  middle  "] = "blanks at the end become _",
    };
}

/// <summary>A ProFTPD with implicit TLS for all tests of a class.</summary>
public sealed class ImplicitProFtpd : ServerOf<ProFtpdServer>
{
    protected override ProFtpdServer Make() => new() { Protection = FtpProtection.ImplicitTls, RequiresSessionReuse = false };
}
