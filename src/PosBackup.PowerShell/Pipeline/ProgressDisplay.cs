using System.Diagnostics;
using PosBackup.PowerShell.Json;

namespace PosBackup.PowerShell.Pipeline;

/// <summary>
/// Shows the operations of a call: a record for the call, and below it one for each operation while it runs. About five times a second; what is shown is taken away at the end, whatever
/// the end is.
/// </summary>
internal sealed class ProgressDisplay(Cmdlet cmdlet) : IDisposable
{
    private const int Call = 0x506F73;
    private const int MostPercent = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<int, string> _shown = [];
    private readonly Stopwatch _sinceLast = new();
    private string? _title;

    /// <summary>Shows what an operation does now.</summary>
    public void Show(JsonValue operation)
    {
        int number = int.Parse(operation["operation"].Text, System.Globalization.CultureInfo.InvariantCulture);
        string happened = operation["event"].Text;
        if (happened is "progressed" && _sinceLast.IsRunning && _sinceLast.Elapsed < Pause)
            return;

        ShowCall(operation["verb"].Text);
        string subject = operation["subject"].Text is { Length: > 0 } given ? given : "-";
        ProgressRecord record = Record(Call + number, operation["verb"].Text is { Length: > 0 } verb ? verb : "-", subject);
        record.ParentActivityId = Call;
        record.PercentComplete = Percent(operation);
        if (happened is "finished")
        {
            record.RecordType = ProgressRecordType.Completed;
            _shown.Remove(number);
        }
        else
        {
            _shown[number] = record.Activity;
        }

        _sinceLast.Restart();
        cmdlet.WriteProgress(record);
    }

    /// <summary>Takes away what is still shown. A pipeline that is stopped takes no more records, and shows none.</summary>
    public void Dispose()
    {
        try
        {
            foreach (KeyValuePair<int, string> shown in _shown)
                Complete(Call + shown.Key, shown.Value);

            if (_title is not null)
                Complete(Call, _title);
        }
        catch (PipelineStoppedException)
        {
            _shown.Clear();
        }
    }

    private static ProgressRecord Record(int id, string activity, string status) => new(id, activity, status);

    private static int Percent(JsonValue operation) =>
        double.TryParse(operation["percent"].Text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out double percent)
            ? (int)Math.Max(0, Math.Min(MostPercent, percent))
            : -1;

    private void ShowCall(string verb)
    {
        if (_title is not null)
            return;

        _title = "PosBackup";
        cmdlet.WriteProgress(Record(Call, _title, verb.Length > 0 ? verb : "-"));
    }

    private void Complete(int id, string activity)
    {
        ProgressRecord record = Record(id, activity, "-");
        record.RecordType = ProgressRecordType.Completed;
        cmdlet.WriteProgress(record);
    }
}
