namespace PosBackup.Engine.Targets.Folder.Shares;

/// <summary>Logs in to a share of another machine with a user that is not the one that runs.</summary>
internal interface IShareConnector
{
    /// <summary>Whether this system can.</summary>
    bool IsSupported { get; }

    /// <summary>Logs in; the connection is dropped when what is given back is disposed of.</summary>
    /// <param name="share"><c>\\server\share</c>.</param>
    /// <param name="user"><c>DOMAIN\user</c>.</param>
    /// <param name="password">Its password; null for none.</param>
    /// <exception cref="IOException">The system's error, in <see cref="Exception.HResult"/> as Windows numbers them.</exception>
    IDisposable Connect(string share, string user, Secret? password);
}
