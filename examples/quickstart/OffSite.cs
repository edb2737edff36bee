using System.Globalization;
using System.Text.Json.Nodes;

namespace PosBackup.QuickStart;

/// <summary>
/// The scene of the copies elsewhere: to a real SFTP server on loopback where OpenSSH's is on the machine, over a line that is cut, and a drill from there; else to a
/// folder.
/// </summary>
internal sealed class OffSite(Server server, Shop shop, PosBackupProcess posbackup, string[] catalog)
{
    private const double CutAt = 0.6;

    private string[] Targets => ["--targets", Path.Combine(server.WorkFolder, "targets.json")];

    public async Task PlayAsync()
    {
        if (server.Folder is { } backups ? !Directory.Exists(backups) : !server.IsStandIn)
        {
            Story.Say($"The backup files are not visible from here, so shipping them is not shown.");
            return;
        }

        await using LoopbackSftp? sftp = await LoopbackSftp.TryStartAsync(Path.Combine(server.WorkFolder, "sshd"));
        await using LineCutter? line = sftp is null ? null : new LineCutter(sftp.Port);
        if (sftp is null)
            await ShipToAFolderAsync();
        else
            await ShipOverSftpAsync(sftp, line!);
        await DrillAsync();
    }

    private async Task ShipOverSftpAsync(LoopbackSftp sftp, LineCutter line)
    {
        Story.Title("A place for copies outside the shop: a real SFTP server, here on loopback");
        await posbackup.ShowAsync(
            [
                "target", "add", "sftp", "hq", "--host", "127.0.0.1", "--port", line.Port.ToString(CultureInfo.InvariantCulture), "--user", Environment.UserName,
                "--identity-file", sftp.ClientKey, "--path", Path.Combine(server.WorkFolder, "hq"), "--verify", "whole", "--store", "0042", .. Targets,
            ]);

        Story.Title("Nothing is sent to a server that is not known: its administrator reads out the fingerprint, and it has to be that one");
        await posbackup.ShowAsync(["target", "trust", "hq", "--fingerprint", sftp.Fingerprint, .. Targets]);
        await posbackup.ShowAsync(["target", "test", "hq", .. Targets]);

        Story.Title("What would be shipped");
        await posbackup.ShowAsync(["sync", "--dry-run", .. Targets, .. catalog]);
        JsonNode plan = (await posbackup.AskAsync(["sync", "--dry-run", .. Targets, .. catalog])).AsArray().Single()!;
        long largest = plan["items"]!.AsArray().Max(item => item!["bytes"]!.GetValue<long>());

        Story.Title("Shipping; the line is cut in the middle of a file, and posbackup goes on where it was");
        line.CutAfter((long)(largest * CutAt));
        await posbackup.ShowAsync(["sync", "--parallel", "1", .. Targets, .. catalog]);
        if (!line.IsCut)
            throw new UnexpectedException("the line was not cut");
    }

    private async Task ShipToAFolderAsync()
    {
        Story.Title("A place for copies outside the shop. There is no sshd on this machine, so it is a folder instead of an SFTP server, and no line is cut");
        string folder = Directory.CreateDirectory(Path.Combine(server.WorkFolder, "hq")).FullName;
        await posbackup.ShowAsync(["target", "add", "folder", "hq", "--path", folder, "--verify", "whole", "--store", "0042", .. Targets]);
        await posbackup.ShowAsync(["target", "test", "hq", .. Targets]);
        await posbackup.ShowAsync(["sync", .. Targets, .. catalog]);
    }

    /// <summary>With a catalog of its own, as headquarters has it: the copies alone have to be enough.</summary>
    private async Task DrillAsync()
    {
        Story.Title("Everything is proven to be there: nothing to do");
        await posbackup.ShowAsync(["sync", .. Targets, .. catalog]);

        Story.Title("A drill from the copies alone, as headquarters would: fetched, restored, checked, asked, dropped");
        await posbackup.ShowAsync(
            [
                "drill", .. server.Arguments, "--database", shop.Database, "--from-target", "hq", "--staging", Path.Combine(server.Folder ?? server.WorkFolder, "staging"),
                "--assertions", Path.Combine(server.WorkFolder, "shop.assertions.json"), .. Targets, "--catalog", Path.Combine(server.WorkFolder, "headquarters.db"),
            ]);
    }
}
