using System.Text.Json;
using PosBackup.Cli.Json;
using PosBackup.Cli.Serving.Dispatch;
using PosBackup.Cli.Serving.Requests;
using PosBackup.Cli.Verbs;
using PosBackup.Engine.Files;
using PosBackup.Engine.Retention;

namespace PosBackup.Cli.Serving.Methods;

/// <summary><c>expire/plan</c> and <c>expire/run</c>.</summary>
internal static class ExpireMethods
{
    public static IReadOnlyList<Method> All { get; } =
    [
        Method.Of("expire/plan", ServeJson.Default.ExpireParams, (asked, request, cancellationToken) => ExpireAsync(asked.ToRequest(), isDryRun: true, request, cancellationToken), CliJson.Default.ExpireJson),
        Method.Of("expire/run", ServeJson.Default.ExpireRunParams, (asked, request, cancellationToken) => ExpireAsync(asked.ToRequest(), isDryRun: false, request, cancellationToken), CliJson.Default.ExpireJson),
    ];

    private static async Task<ExpireJson> ExpireAsync(ExpiryRequest asked, bool isDryRun, ServedRequest request, CancellationToken cancellationToken)
    {
        var streamed = new HashSet<HeldMedia>(ReferenceEqualityComparer.Instance);
        var results = new Streamed<RemovalResult>(removal =>
        {
            streamed.Add(removal.Decision.Media);
            request.Record("judgedMedia", Judged(removal.Decision.Media.Place, removal.Decision, removal));
        });
        Expiry expiry = await Expiry.PrepareAsync(asked, request.Secrets, results, cancellationToken);
        request.Warn(expiry.Store, expiry.File.Targets);
        foreach (FileOpenness open in expiry.Open)
            request.Warn(open.Message, open.Hint);

        RetentionReport report = await expiry.RunAsync(isDryRun, request.Observer, cancellationToken);
        foreach (PlaceResult place in report.Places)
        {
            foreach (MediaDecision media in (place.Plan?.Media ?? []).Where(media => isDryRun || (media.IsRemoved && !streamed.Contains(media.Media))))
                await request.RecordAsync("judgedMedia", Judged(place.Place, media, removal: null), cancellationToken);
        }

        ExpireJson told = ExpireJson.Of(report, isDryRun);
        return told with { Places = [.. told.Places.Select(place => place with { Media = [] })] };
    }

    private static Action<Utf8JsonWriter> Judged(RetentionPlace place, MediaDecision media, RemovalResult? removal) => FlatRecord.Of(
        [("place", place.ToString()), ("target", place.Target), ("medium", place.Medium)], JudgedMediaJson.Of(media, removal), CliJson.Default.JudgedMediaJson);
}
