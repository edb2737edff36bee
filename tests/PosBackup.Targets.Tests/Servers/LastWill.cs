using System.Diagnostics;
using System.Globalization;

namespace PosBackup.Targets.Tests.Servers;

/// <summary>
/// Clears away a server, its disk and its folder when a test run ends without having done so, be it killed: a shell waits for the end of its input,
/// which the system closes with the process of the tests.
/// </summary>
internal sealed class LastWill : IDisposable
{
    private const string Fulfilled = "fulfilled";

    /// <summary>Reads the id of the server that runs, line by line; an empty line when none does. A server is stopped before its children are looked for, that it makes no more.</summary>
    private const string Shell = $$"""
        exec >/dev/null 2>&1
        trap '' HUP INT TERM
        server=
        while read -r line; do
          [ "$line" != {{Fulfilled}} ] || exit 0
          server=$line
        done
        end() {
          kill -STOP "$1"
          for child in $(cat /proc/"$1"/task/*/children); do end "$child"; done
          kill -KILL "$1"
        }
        [ -z "$server" ] || end "$server"
        umount --lazy "$2"
        rm -rf --one-file-system -- "$1"
        """;

    private readonly Process _shell;

    /// <param name="folder">Folder to remove.</param>
    /// <param name="disk">What may be mounted in it.</param>
    public LastWill(string folder, string disk) =>
        _shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Shell, "sh", folder, disk]) { RedirectStandardInput = true, UseShellExecute = false })!;

    /// <summary>Ends when the shell does.</summary>
    public Task Ended => _shell.WaitForExitAsync();

    /// <summary>Names the server that runs now, or that none does any more.</summary>
    public void Name(int? server) => _shell.StandardInput.WriteLine(server?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Lets it come true, as the end of the process of the tests would.</summary>
    public void ComeTrue() => _shell.StandardInput.Close();

    /// <summary>All is cleared away.</summary>
    public void Dispose()
    {
        if (!_shell.HasExited)
            _shell.StandardInput.WriteLine(Fulfilled);
        _shell.StandardInput.Close();
        _shell.WaitForExit();
        _shell.Dispose();
    }
}
