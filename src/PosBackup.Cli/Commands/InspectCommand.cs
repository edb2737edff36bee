using System.CommandLine;
using PosBackup.Cli.Json;
using PosBackup.Cli.Output;
using PosBackup.Cli.Settings;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Media;

namespace PosBackup.Cli.Commands;

/// <summary><c>posbackup inspect</c>: lists the backup sets on media files from a few reads, without a server.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        Argument<string[]> paths = MediaPaths.Argument();
        var command = new Command(
            "inspect",
            "List the backup sets in backup files, without a server. Reads only the headers and proves nothing about contents: that is what verify does.")
        {
            paths,
        };
        command.Does((parsed, screen, cancellationToken) => RunAsync(parsed.GetValue(paths)!, screen, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string[] paths, Screen screen, CancellationToken cancellationToken)
    {
        List<MediaJson> documents = [];
        int bad = 0;
        await foreach (SurveyedMedia media in MediaSurvey.LookAsync(paths, cancellationToken))
        {
            if (media.Error is { } error)
            {
                bad++;
                screen.Error(error.Message, error.Hint);
                documents.Add(MediaJson.Of(media.Path, error));
                continue;
            }

            MediaInspection inspection = media.Inspection!;
            if (inspection.Media.Container == MediaContainer.Unknown)
                bad++;
            foreach (string line in MediaText.Describe(inspection.Media, inspection.Findings))
                screen.Line(line);
            if (media.ManifestProblem is { } problem)
                screen.Warn(problem.Message, problem.Hint);
            documents.Add(MediaJson.Of(inspection.Media, inspection.Findings));
        }

        if (documents.Count == 0)
            screen.Warn("there is no backup file in " + string.Join(", ", paths), hint: null);

        screen.Document(documents, CliJson.Default.IReadOnlyListMediaJson);
        return ExitCode.Of(documents.Count - bad, bad);
    }
}
