using System.Globalization;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Storage;

/// <summary>
/// Faults as text, for tests in another process (<c>EXEC standin_fault N'…'</c>, a procedure that SQL Server does not have):
/// <code>
/// path-missing  access-denied                       the next backup file cannot be opened
/// disk-full; bytes=100000                           the disk of the next backup is full after so many bytes
/// damaged-page; page=20                             a page of the data file is damaged
/// drop; at=50     kill; at=50     hang; at=50       at so many percent of the next BACKUP or RESTORE
/// slow; delay=20                                    milliseconds a step
/// clear                                             no fault any more
/// </code>
/// Each takes <c>; database=name</c> and <c>; repeat</c>.
/// </summary>
public static class FaultScript
{
    /// <summary>Asks the plan for what the text says.</summary>
    /// <exception cref="SqlErrorException">50001: the text says nothing that is known.</exception>
    public static void Apply(string text, FaultPlan plan)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(plan);
        string[] words = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (words is ["clear"])
        {
            plan.Clear();
            return;
        }

        Fault fault = words.Length == 0 ? throw Unknown(text) : Begin(words[0]);
        plan.Add(words.Skip(1).Aggregate(fault, With));
    }

    private static Fault Begin(string kind) => new(kind switch
    {
        "path-missing" => FaultKind.PathMissing,
        "access-denied" => FaultKind.AccessDenied,
        "disk-full" => FaultKind.DiskFull,
        "damaged-page" => FaultKind.DamagedPage,
        "drop" => FaultKind.DropConnection,
        "kill" => FaultKind.Kill,
        "hang" => FaultKind.Hang,
        "slow" => FaultKind.Slow,
        _ => throw Unknown(kind),
    });

    private static Fault With(Fault fault, string word) => (fault.Kind, word.Split('=', 2, StringSplitOptions.TrimEntries)) switch
    {
        (_, ["repeat"]) => fault with { Repeats = true },
        (_, ["database", { Length: > 0 } name]) => fault with { Database = name },
        (FaultKind.DiskFull, ["bytes", var bytes]) => fault with { Amount = Number(bytes, long.MaxValue) },
        (FaultKind.DamagedPage, ["page", var page]) => fault with { Amount = Number(page, uint.MaxValue) },
        (FaultKind.DropConnection or FaultKind.Kill or FaultKind.Hang, ["at", var percent]) => fault with { Amount = Number(percent, 100) },
        (FaultKind.Slow, ["delay", var delay]) => Slowed(fault, TimeSpan.FromMilliseconds(Number(delay, 60_000))),
        _ => throw Unknown(word),
    };

    private static Fault Slowed(Fault fault, TimeSpan delay) => fault with { Gate = (_, cancellationToken) => Task.Delay(delay, cancellationToken) };

    private static long Number(string text, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= most ? number : throw Unknown(text);

    private static SqlErrorException Unknown(string text) => new(new SqlMessage(50001, 16, 1,
        $"standin_fault does not know '{text}'. Say path-missing, access-denied, disk-full; bytes=n, damaged-page; page=n, drop|kill|hang; at=percent, "
        + "slow; delay=milliseconds or clear, each with ; database=name and ; repeat if need be."));
}
