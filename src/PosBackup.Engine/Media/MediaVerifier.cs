using System.Globalization;
using PosBackup.Engine.Media.Checks;
using PosBackup.Engine.Media.Mtf;
using PosBackup.Engine.Progress;

namespace PosBackup.Engine.Media;

/// <summary>Verifies a media set without a server (level L1), in one sequential pass over each of its files.</summary>
public static class MediaVerifier
{
    /// <summary>
    /// Verifies the files of one media set together. Whatever the bytes are, the answer is a report; what cannot be checked is named
    /// <see cref="Verdict.NotChecked"/>, never damage.
    /// </summary>
    /// <param name="stripes">All files of one media set, in any order; the report keeps it. A missing stripe is a finding.</param>
    /// <param name="options">How deep to look.</param>
    /// <param name="progress">Told about every few megabytes, from another thread.</param>
    /// <param name="cancellationToken">Ends the pass.</param>
    /// <exception cref="PosBackupException">A file cannot be opened or read (<see cref="ErrorCode.FileAccess"/>), or none or more than 64 were given.</exception>
    public static async Task<VerificationReport> VerifyAsync(
        IReadOnlyList<string> stripes,
        VerifyOptions options,
        IProgress<OperationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stripes);
        ArgumentNullException.ThrowIfNull(options);
        if (stripes.Count == 0)
            throw new PosBackupException(ErrorCode.InvalidOption, "no media file was given to verify");

        if (stripes.Count > StripeStream.MaxStripes)
        {
            throw new PosBackupException(
                ErrorCode.InvalidOption,
                string.Create(CultureInfo.InvariantCulture, $"{stripes.Count} files were given as one media set, '{stripes[0]}' the first of them; SQL Server writes {StripeStream.MaxStripes} at most"),
                "name each stripe once, and copies of it in a call of their own");
        }

        options.Validate();
        var inspections = new List<MediaInspection>(stripes.Count);
        foreach (string path in stripes)
            inspections.Add(await MediaInspector.InspectAsync(path, cancellationToken).ConfigureAwait(false));

        return await Task.Run(() => new MediaSetPass(options, progress, cancellationToken).Run(inspections), cancellationToken)
            .ConfigureAwait(false);
    }
}
