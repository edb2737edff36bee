using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PosBackup.Engine.Drills.Evidence.Report;
using PosBackup.Engine.Files;

namespace PosBackup.Engine.Drills.Evidence;

/// <summary>
/// Writes the evidence of a drill: <c>drill_&lt;UTC&gt;_&lt;id&gt;.json</c> for programs and <c>.html</c> for people. No name of a database is in the names
/// of the files, so any may be in the evidence.
/// </summary>
public static class EvidenceStore
{
    private const int IdDigits = 8;

    /// <summary>The name of both files of a drill, without the extension: when it began, and the first digits of its id.</summary>
    public static string NameOf(DrillEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        string id = evidence.DrillId.ToString("N", CultureInfo.InvariantCulture)[..IdDigits];
        return $"drill_{evidence.StartedAt.UtcDateTime.ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture)}_{id}";
    }

    /// <summary>Writes both files, each all or nothing, the JSON first. The folder is made when it is missing.</summary>
    /// <exception cref="PosBackupException">The folder cannot be written (<see cref="ErrorCode.FileAccess"/>).</exception>
    /// <exception cref="ArgumentException">The evidence contradicts itself.</exception>
    public static async Task<EvidenceFiles> WriteAsync(string folder, DrillEvidence evidence, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(evidence);
        if (EvidenceRules.Broken(evidence) is { } broken)
            throw new ArgumentException($"evidence of a drill contradicts itself: {broken}", nameof(evidence));

        string path = Path.Combine(MakeFolder(folder), NameOf(evidence));
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(evidence, EvidenceJson.Options);
        var files = new EvidenceFiles($"{path}.json", $"{path}.html", Convert.ToHexStringLower(SHA256.HashData(json)));
        string html = EvidencePage.Of(evidence, Path.GetFileName(files.JsonPath), files.JsonSha256);
        await AtomicFile.WriteAsync(files.JsonPath, json, cancellationToken).ConfigureAwait(false);
        await AtomicFile.WriteAsync(files.HtmlPath, Encoding.UTF8.GetBytes(html), cancellationToken).ConfigureAwait(false);
        return files;
    }

    /// <summary>Makes the folder when it is missing: a drill that could leave no evidence need not begin.</summary>
    internal static void Require(string folder) => MakeFolder(folder);

    private static string MakeFolder(string folder)
    {
        try
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PosBackupException(ErrorCode.FileAccess, $"cannot make the folder {folder}: {e.Message}", "name another folder for the evidence", e);
        }
    }
}

/// <summary>The two files of a drill's evidence.</summary>
/// <param name="JsonPath">The JSON.</param>
/// <param name="HtmlPath">The report, which names the hash of the JSON.</param>
/// <param name="JsonSha256">SHA-256 of the JSON, lower-case hexadecimal.</param>
public sealed record EvidenceFiles(string JsonPath, string HtmlPath, string JsonSha256);
