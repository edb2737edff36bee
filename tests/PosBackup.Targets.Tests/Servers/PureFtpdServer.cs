using System.Diagnostics;
using System.Globalization;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Targets.Tests.Servers;

/// <summary>
/// pure-ftpd, from its unpacked package, with a login of its own. It neither demands session reuse nor speaks implicit TLS. The hash of the password is not the one that pure-pw would make:
/// that takes the server a second or two of processor time at every login.
/// </summary>
public sealed class PureFtpdServer : FtpServer
{
    private const int MostListed = 20_000;

    /// <inheritdoc/>
    public override string User => "store42";

    /// <inheritdoc/>
    protected override (int User, int Group) Owner => ProFtpd.Owner;

    /// <inheritdoc/>
    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        string hash = (await SmallProgram.RunAsync("openssl", ["passwd", "-6", "-stdin"], $"{Password.Reveal()}\n")).Trim();
        await File.WriteAllTextAsync(Passwords, string.Create(CultureInfo.InvariantCulture, $"{User}:{hash}:{Owner.User}:{Owner.Group}::{Folder}/./::::::::::::\n"));
        await SmallProgram.RunAsync("pure-pw", ["mkdb", Database, "-f", Passwords]);
    }

    /// <inheritdoc/>
    protected override Task<ProcessStartInfo> ConfigureAsync()
    {
        if (Protection == FtpProtection.ImplicitTls)
            throw new InvalidOperationException("pure-ftpd speaks no implicit TLS");
        string[] tls = HasTls ? ["-Y", "2", "-2", CertificateFile] : [];
        var start = new ProcessStartInfo(
            ServerPrograms.Require("pure-ftpd"),
            [
                "-S", string.Create(CultureInfo.InvariantCulture, $"{Host},{Port}"), "-4", "-H", "-E", "-A", "-l", $"puredb:{Database}",
                "-p", string.Create(CultureInfo.InvariantCulture, $"{FirstPassivePort}:{LastPassivePort}"), "-g", Path.Combine(State, "pure-ftpd.pid"),
                "-L", string.Create(CultureInfo.InvariantCulture, $"{MostListed}:5"), "-O", $"clf:{State}/transfers.log", .. tls,
            ]);
        start.Environment["LD_LIBRARY_PATH"] = ServerPrograms.UnpackedLibraries;
        return Task.FromResult(start);
    }

    private string Passwords => Path.Combine(State, "pureftpd.passwd");

    private string Database => Path.Combine(State, "pureftpd.pdb");
}
