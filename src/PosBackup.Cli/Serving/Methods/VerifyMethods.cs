using PosBackup.Cli.Json;
using PosBackup.Cli.Serving.Dispatch;
using PosBackup.Cli.Serving.Requests;
using PosBackup.Cli.Settings;
using PosBackup.Cli.Verbs;
using PosBackup.Engine;
using PosBackup.Engine.Media;

namespace PosBackup.Cli.Serving.Methods;

/// <summary><c>media/verify</c>.</summary>
internal static class VerifyMethods
{
    public static IReadOnlyList<Method> All { get; } = [Method.Of("media/verify", ServeJson.Default.VerifyParams, VerifyAsync, ServeJson.Default.VerifyAnswer)];

    private static async Task<VerifyAnswer> VerifyAsync(VerifyParams asked, ServedRequest request, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> named = ParamsReader.Required(ParamsReader.NotEmpty(asked.Paths, "paths"), "paths");
        IReadOnlyList<string> paths = ListedPaths.Media(named, asked.Listed, request);
        if (asked is { Quick: true, Parallelism: not null })
            throw ParamsReader.Wrong("'quick' and 'parallelism' exclude each other: it decompresses nothing", "leave one of them out");

        var defaults = new VerifyOptions();
        var options = new VerifyOptions { Compressed = asked.Quick is true ? CompressedDepth.Quick : defaults.Compressed, Parallelism = asked.Parallelism ?? defaults.Parallelism };
        var found = new StreamedVerdicts(request);
        if (paths.Count == 0)
            return found.Sum with { Problems = [ListedPaths.NoMedia(named)] };

        await new MediaVerification(options, CatalogLocation.At(asked.Catalog), asked.Record is true, found).RunAsync(paths, request.Observer, cancellationToken);
        IReadOnlyList<string> empty = await EmptyPaths.AmongAsync(paths, found.Files, cancellationToken);
        return found.Sum with { Problems = [.. empty.Select(path => new PathProblem(path, ErrorJson.Of(NothingIn(path))))] };
    }

    private static PosBackupException NothingIn(string path) => new(
        ErrorCode.BackupSetNotFound, $"nothing to verify was found in {path}", "an empty or unmounted folder is no proof of a backup; check the path");

    /// <summary>Streams what was found, and counts it. What could not be read was not checked.</summary>
    private sealed class StreamedVerdicts(ServedRequest request) : IVerifiedMedia
    {
        private readonly Dictionary<Verdict, int> _verdicts = [];

        public VerifyAnswer Sum => new(Count(Verdict.Intact), Count(Verdict.Suspect), Count(Verdict.Damaged), Count(Verdict.NotChecked), Problems: []);

        /// <summary>All that were told.</summary>
        public FolderTree Files { get; } = new([]);

        public void Add(string path, PosBackupException error) => Stream(Verdict.NotChecked, MediaJson.NotVerified(path, error));

        public void Add(VerificationReport report)
        {
            foreach (MediaJson media in MediaJson.Of(report))
                Stream(report.Verdict, media);
        }

        public void Warn(string message, string? hint) => request.Warn(message, hint);

        private void Stream(Verdict verdict, MediaJson media)
        {
            _verdicts[verdict] = Count(verdict) + 1;
            Files.Add(media.File);
            request.Record("mediaVerification", media, CliJson.Default.MediaJson);
        }

        private int Count(Verdict verdict) => _verdicts.GetValueOrDefault(verdict);
    }
}
