using System.CommandLine;
using PosBackup.Engine;
using PosBackup.Engine.Sql;
using PosBackup.QuickStart;

var instance = new Option<string?>("--instance") { Description = "A real SQL Server instance; without it a stand-in is started", HelpName = @"host[\name][,port]" };
var user = new Option<string?>("--user") { Description = "SQL login, its password in POSBACKUP_SQL_PASSWORD; without it the Windows user", HelpName = "login" };
var trust = new Option<bool>("--trust-server-certificate") { Description = "Take the server's certificate unseen" };
var folder = new Option<string?>("--folder") { Description = "Where the backups go, as the instance sees it; with the stand-in a temporary folder (default), on a real instance its backup folder (default)" };
var root = new RootCommand("A shop from nothing to verified backups, and back from a mistake, with every posbackup command it takes.") { instance, user, trust, folder };
root.SetAction(async (parsed, cancellationToken) =>
{
    await using Server server = parsed.GetValue(instance) is { } name
        ? Server.Real(name, parsed.GetValue(user), parsed.GetValue(trust), parsed.GetValue(folder))
        : Server.StandIn(parsed.GetValue(folder));
    return await Walkthrough.RunAsync(server, cancellationToken) ? 0 : 1;
});

// What is typed may hold a password: nothing that is not understood is repeated.
ParseResult line = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (line.UnmatchedTokens.Count > 0)
    return Refuse("there are arguments that are not understood; --help tells what there is");

try
{
    if (line.GetValue(instance) is { } named)
        new InstanceOptions { Instance = named }.Validate();
}
catch (PosBackupException e)
{
    return Refuse($"{e.Message}. {e.Hint}");
}

return await line.InvokeAsync();

static int Refuse(string why)
{
    Console.Error.WriteLine($"error: {why}");
    return 2;
}
