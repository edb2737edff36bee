using System.Globalization;
using System.Text.RegularExpressions;

namespace PosBackup.Targets.Tests.Servers;

/// <summary>An account of this machine with a password of one server's life, for servers that know no others. Removed with the server.</summary>
internal sealed partial class SystemAccount : IAsyncDisposable
{
    private const int Attempts = 100;
    private const string AccountsFile = "/etc/passwd";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static readonly Task Sweep = Task.Run(SweepAsync);
    private static int _made;

    private SystemAccount(string name, int user, int group) => (Name, User, Group) = (name, user, group);

    public string Name { get; }

    public int User { get; }

    public int Group { get; }

    /// <summary>Makes an account.</summary>
    /// <param name="home">Its home, which is there already.</param>
    /// <param name="password">Its password.</param>
    public static async Task<SystemAccount> CreateAsync(string home, string password)
    {
        await Sweep;
        string name = string.Create(CultureInfo.InvariantCulture, $"pbt{Environment.ProcessId}x{Interlocked.Increment(ref _made)}");
        await ChangeAsync("useradd", ["--system", "--no-create-home", "--home-dir", home, "--shell", "/bin/sh", "--gid", "nogroup", name]);
        await ChangeAsync("chpasswd", [], $"{name}:{password}\n");
        string[] fields = (await File.ReadAllLinesAsync(AccountsFile)).Select(l => l.Split(':')).Single(f => f[0] == name);
        return new SystemAccount(name, int.Parse(fields[2], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync() => await ChangeAsync("userdel", ["--force", Name]);

    /// <summary>The files of accounts are locked by one program at a time, and the others give up at once.</summary>
    private static async Task ChangeAsync(string program, string[] arguments, string input = "")
    {
        for (int attempt = 1; ; attempt++)
        {
            (int exitCode, string output, string complaints) = await SmallProgram.TryAsync(program, arguments, input);
            if (exitCode == 0)
                return;
            if (attempt == Attempts || !complaints.Contains("lock", StringComparison.OrdinalIgnoreCase))
                throw new InvalidOperationException($"{program} ended with {exitCode}: {complaints}{output}");
            await Task.Delay(Pause);
        }
    }

    /// <summary>Removes what test runs left that were killed.</summary>
    private static async Task SweepAsync()
    {
        foreach (Match match in (await File.ReadAllLinesAsync(AccountsFile)).Select(line => OurName().Match(line)).Where(m => m.Success))
        {
            if (!Directory.Exists($"/proc/{match.Groups["process"].Value}"))
                await SmallProgram.TryAsync("userdel", ["--force", match.Groups["name"].Value]);
        }
    }

    [GeneratedRegex("^(?<name>pbt(?<process>[0-9]+)x[0-9]+):", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OurName();
}
