using System.Buffers;

namespace PosBackup.Engine.Catalog;

/// <summary>What must hold in a manifest beyond its JSON types, so that nobody downstream has to doubt a value.</summary>
internal static class ManifestRules
{
    /// <summary>SQL Server writes to at most 64 devices.</summary>
    private const int MaxStripes = 64;

    private const int Sha256Digits = 64;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>The first rule that a manifest breaks, as a clause; null when it breaks none.</summary>
    public static string? Broken(Manifest manifest)
    {
        MediaFile media = manifest.Media;
        if (manifest.Schema is < 1 or > Manifest.CurrentSchema)
            return $"its schema is {manifest.Schema}, this version reads 1 to {Manifest.CurrentSchema}";
        if (manifest.Sha256 is { } hash && (hash.Length != Sha256Digits || hash.AsSpan().ContainsAnyExcept(LowerHex)))
            return "its SHA-256 is not 64 lower-case hexadecimal digits";
        if (media.Length < 0)
            return $"its length is {media.Length}";
        if (media.Stripes is < 1 or > MaxStripes || media.Stripe < 1 || media.Stripe > media.Stripes)
            return $"it is stripe {media.Stripe} of {media.Stripes}";
        if (media.Sets.Any(set => set is null) || manifest.Proofs.Any(proof => proof is null))
            return "it has an empty entry";

        return media.Sets.FirstOrDefault(set => set.Position < 1 || set.BackupSize < 0 || set.CompressedSize < 0 || set.Files.Any(file => file is null)) is { } bad
            ? $"its backup set at position {bad.Position} is out of range"
            : null;
    }
}
