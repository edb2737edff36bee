using PosBackup.Engine.Targets.Ftp.Pool;

namespace PosBackup.Engine.Targets.Ftp.Commands;

/// <summary>Names that a server is known to change: refused before anything is written under another name.</summary>
internal static class NameRules
{
    /// <exception cref="TargetException"><see cref="TargetFailure.Config"/>: the server would make another name of it.</exception>
    public static void RequireName(this FtpSession session, TargetPath path)
    {
        if (session.Greeting.Contains("Pure-FTPd", StringComparison.OrdinalIgnoreCase) && path.Names.Any(n => n.EndsWith(' ')))
            throw new TargetException(TargetFailure.Config, $"{session.Failures.Place}: Pure-FTPd would put {path} under another name: it turns blanks at the end into _. Nothing was written", "take a name without a blank at its end");
    }
}
