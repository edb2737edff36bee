using System.Security.Cryptography;
using PosBackup.Engine.Drills.Assertions;
using PosBackup.Engine.Drills.Evidence;

namespace PosBackup.Engine.Drills.Steps;

/// <summary>The assertions of a run of drills, with the file that they are from.</summary>
/// <param name="File">The file, for the evidence; null when none was given.</param>
/// <param name="Content">What is in it.</param>
internal sealed record DrillAssertions(DrilledFile? File, AssertionFile Content)
{
    /// <summary>Reads the file; without one there are no assertions.</summary>
    /// <exception cref="PosBackupException">FileAccess, AssertionFileInvalid.</exception>
    public static async Task<DrillAssertions> ReadAsync(string? path, CancellationToken cancellationToken)
    {
        if (path is null)
            return new DrillAssertions(File: null, new AssertionFile { Assertions = [] });

        AssertionFile content = await AssertionFile.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        try
        {
            byte[] bytes = await System.IO.File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            return new DrillAssertions(new DrilledFile { Path = Path.GetFullPath(path), Length = bytes.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)) }, content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PosBackupException(ErrorCode.FileAccess, $"cannot read {path}: {e.Message}", "check the path, and that this account may read the file", e);
        }
    }
}
