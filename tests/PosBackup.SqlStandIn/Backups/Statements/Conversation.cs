using System.Globalization;
using PosBackup.Engine.Media.Mtf;
using PosBackup.SqlStandIn.Storage;
using PosBackup.SqlStandIn.Storage.Sessions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Backups.Statements;

/// <summary>
/// What the client hears of a running BACKUP or RESTORE: percents, pages, the end; each message with a DONE of its own, sent at once.
/// The faults that break or delay a running statement strike here.
/// </summary>
internal sealed class Conversation(ITdsResponse response, SessionState session, ushort command, int stats, Instance instance, string database)
{
    private readonly IReadOnlyList<Fault> _faults =
        instance.Faults.TakeEach(database, FaultKind.Slow, FaultKind.Hang, FaultKind.DropConnection, FaultKind.Kill);

    private int _told;

    /// <summary>Says how far it has come, as often as STATS asks for.</summary>
    public async Task ProgressAsync(long done, long total, CancellationToken cancellationToken)
    {
        double percent = total <= 0 ? 100 : Math.Min(100.0, done * 100.0 / total);
        session.PercentComplete = percent;
        session.PagesDone = done / Page.Size;
        foreach (Fault fault in _faults)
            await StrikeAsync(fault, percent, cancellationToken);
        if (stats <= 0)
            return;

        int step = Math.Clamp(stats, 1, 100);
        int due = percent >= 100 ? 100 : (int)(percent / step) * step;
        if (due <= _told)
            return;
        _told = due;
        await SayAsync(3211, ProgressTexts.Of(session.Language, due));
    }

    /// <summary>4035: so many pages of a file.</summary>
    public Task ProcessedAsync(long pages, string file, int position) => SayAsync(4035, string.Create(CultureInfo.InvariantCulture,
        $"Processed {pages} pages for database '{database}', file '{file}' on file {position}."));

    /// <summary>3014: it is done.</summary>
    public Task SucceededAsync(string statement, long pages, TimeSpan elapsed)
    {
        double seconds = Math.Max(elapsed.TotalSeconds, 0.001);
        double rate = pages * 8192 / seconds / 1048576;
        return SayAsync(3014, string.Create(CultureInfo.InvariantCulture,
            $"{statement} successfully processed {pages} pages in {seconds:0.000} seconds ({rate:0.000} MB/sec)."));
    }

    /// <summary>An INFO with its DONE, on the wire when this returns.</summary>
    public async Task SayAsync(int number, string text)
    {
        response.Info(new SqlMessage(number, 0, 1, text));
        response.Done(command, rowCount: null);
        await response.FlushAsync();
    }

    private async Task StrikeAsync(Fault fault, double percent, CancellationToken cancellationToken)
    {
        switch (fault.Kind)
        {
            case FaultKind.Slow when fault.Gate is { } gate:
                await gate(percent, cancellationToken);
                break;
            case FaultKind.Hang when percent >= fault.Amount:
                await Task.Delay(Timeout.Infinite, cancellationToken);
                break;
            case FaultKind.DropConnection when percent >= fault.Amount:
                response.DropConnection();
                throw StatementErrors.Aborted();
            case FaultKind.Kill when percent >= fault.Amount:
                session.Kill();
                await Task.Delay(Timeout.Infinite, session.KillToken);
                break;
            default:
                break;
        }
    }
}
