using PosBackup.Cli.Json;
using PosBackup.Cli.Serving.Dispatch;
using PosBackup.Cli.Serving.Requests;
using PosBackup.Cli.Settings;
using PosBackup.Cli.Verbs;
using PosBackup.Engine.Retention;

namespace PosBackup.Cli.Serving.Methods;

/// <summary><c>expire/plan</c> and <c>expire/run</c>.</summary>
internal static class ExpireMethods
{
    public static IReadOnlyList<Method> All { get; } =
    [
        Method.Of("expire/plan", ServeJson.Default.ExpireParams, (asked, request, cancellationToken) => ExpireAsync(asked, isDryRun: true, request, cancellationToken), CliJson.Default.ExpireJson),
        Method.Of("expire/run", ServeJson.Default.ExpireParams, (asked, request, cancellationToken) => ExpireAsync(asked, isDryRun: false, request, cancellationToken), CliJson.Default.ExpireJson),
    ];

    private static async Task<ExpireJson> ExpireAsync(ExpireParams asked, bool isDryRun, ServedRequest request, CancellationToken cancellationToken)
    {
        Expiry expiry = await Expiry.PrepareAsync(asked.ToRequest(), request.Secrets, cancellationToken);
        request.Warn(expiry.Store, expiry.File.Targets);
        if (PolicyWarning.Of(RetentionLocation.At(asked.PolicyFile)) is { } warning)
            request.Warn(warning.Message, warning.Hint);

        RetentionReport report = await expiry.RunAsync(expiry.Options, asked.Acknowledge ?? [], "a client of posbackup serve", isDryRun, request.Observer, cancellationToken);
        ExpireJson told = ExpireJson.Of(report, isDryRun);
        foreach (ExpiredPlaceJson place in told.Places)
        {
            foreach (JudgedMediaJson media in place.Media.Where(media => isDryRun || media.Removed))
            {
                await request.RecordAsync(
                    "judgedMedia", FlatRecord.Of([("place", place.Place), ("target", place.Target), ("medium", place.Medium)], media, CliJson.Default.JudgedMediaJson), cancellationToken);
            }
        }

        return told with { Places = [.. told.Places.Select(place => place with { Media = [] })] };
    }
}
