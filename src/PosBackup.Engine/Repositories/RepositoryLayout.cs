using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Files;
using PosBackup.Engine.Targets;

namespace PosBackup.Engine.Repositories;

/// <summary>
/// Where a media file lies on a target.
/// <code>
/// &lt;store&gt;/&lt;instance&gt;/&lt;database&gt;/&lt;yyyy&gt;/&lt;MM&gt;/&lt;file&gt;                    month of the first set on it, UTC
///                                              &lt;file&gt;.manifest.json     what is in it, and what was proven of it
///                                              &lt;file&gt;.&lt;id&gt;.part         on its way; &lt;id&gt; is of the content
///                                              &lt;stem&gt;.&lt;id&gt;.c&lt;ext&gt;       where the name was taken by other content
/// </code>
/// Every name is written as <see cref="FileNameText"/> writes names, so Windows, Linux and all servers take it, and it can be read back.
/// </summary>
internal static class RepositoryLayout
{
    /// <summary>
    /// Bytes of the longest name of a media file that is made here. Fetched, it lies here under this name, and its manifest is written under the name of a
    /// temporary file first: with these endings, 255.
    /// </summary>
    public const int LongestName = 255 - 51;

    private const int IdDigits = 16;

    /// <summary>Bytes of a file's own name: what goes beside gets a point, an id and <c>.c</c> more.</summary>
    private const int LongestFile = LongestName - IdDigits - 3;

    private const string PartExtension = ".part";

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>The place of a media file; null when nobody can say of which database its sets are.</summary>
    public static TargetPath? PathOf(string store, Manifest manifest)
    {
        ArgumentException.ThrowIfNullOrEmpty(store);
        BackupSet? first = manifest.Media.Sets.FirstOrDefault(set => set.Database.Length > 0);
        if (first is null)
            return null;

        DateTimeOffset at = (first.FinishedAt ?? first.StartedAt).AsUtc();
        return FolderOf(store, first.Instance, first.Database)
            .Child(at.ToString("yyyy", CultureInfo.InvariantCulture))
            .Child(at.ToString("MM", CultureInfo.InvariantCulture))
            .Child(FileNameText.Of(FileName(manifest.Media.Path), LongestFile));
    }

    /// <summary>The folder of a store.</summary>
    public static TargetPath FolderOf(string store) => TargetPath.Root.Child(FileNameText.Of(store));

    /// <summary>Whether a path on a target is a store's.</summary>
    public static bool IsOf(string store, string path) => path.StartsWith($"{FolderOf(store).Value}/", StringComparison.Ordinal);

    /// <summary>Whether a media file of a store may lie at a path: a look at the store on its target looks there.</summary>
    public static bool IsPlace(string store, TargetPath path) =>
        Parse(path) is not null && path.Names is var names && PathIdentity.Comparer.Equals(names[0], FolderOf(store).Name) && new RepositoryFilter() is var filter && filter.TakesInstance(names[1]) && filter.TakesDatabase(names[2]);

    /// <summary>The folder of a database.</summary>
    public static TargetPath FolderOf(string store, string instance, string database) =>
        FolderOf(store).Child(FileNameText.Of(instance.Length > 0 ? instance : "-")).Child(FileNameText.Of(database));

    /// <summary>Reads a place back; null when it is none of ours.</summary>
    public static RepositoryPlace? Parse(TargetPath path)
    {
        IReadOnlyList<string> names = path.Names;
        return names.Count == 6 && IsDigits(names[3], 4) && IsDigits(names[4], 2)
            ? new RepositoryPlace(FileNameText.NameOf(names[0]), FileNameText.NameOf(names[1]), FileNameText.NameOf(names[2]), FileNameText.NameOf(names[5], LongestFile))
            : null;
    }

    /// <summary>Where the manifest of a media file lies.</summary>
    public static TargetPath ManifestOf(TargetPath file) => file.WithName(ManifestStore.PathOf(file.Name));

    /// <summary>The media file that a manifest is of; null when the name is not a manifest's.</summary>
    public static TargetPath? FileOfManifest(TargetPath path) =>
        ManifestStore.IsManifest(path.Name) ? WithNameOrNull(path, path.Name[..^ManifestStore.Extension.Length]) : null;

    /// <summary>What a file is called until it is proven.</summary>
    public static TargetPath PartOf(TargetPath file, string id) => file.WithName($"{file.Name}.{id}{PartExtension}");

    /// <summary>The same of a file that is sent in ranges, and has holes.</summary>
    public static TargetPath RangedPartOf(TargetPath file, Manifest manifest) => RangedPartOf(file, IdOf(manifest));

    /// <summary>What a file of that id may be called on its way: sent in one piece, or in ranges.</summary>
    public static IReadOnlyList<TargetPath> PartsOf(TargetPath file, string id) => [PartOf(file, id), RangedPartOf(file, id)];

    /// <summary>The file that a file on its way is to become; null when the name is not that of one.</summary>
    public static TargetPath? FileOfPart(TargetPath part) => IsPart(part.Name) ? WithNameOrNull(part, part.Name[..^(IdDigits + PartExtension.Length + 1)]) : null;

    /// <summary>Whether a name is that of a file on its way.</summary>
    public static bool IsPart(string name) =>
        name.EndsWith(PartExtension, StringComparison.Ordinal)
        && name.Length > IdDigits + PartExtension.Length + 1
        && name[^(IdDigits + PartExtension.Length + 1)] == '.'
        && !name.AsSpan(name.Length - IdDigits - PartExtension.Length, IdDigits).ContainsAnyExcept(LowerHex);

    /// <summary>Another name for a file whose own name is taken by other content.</summary>
    public static TargetPath Beside(TargetPath file, string id)
    {
        int dot = file.Name.LastIndexOf('.');
        (string stem, string extension) = dot > 0 ? (file.Name[..dot], file.Name[(dot + 1)..]) : (file.Name, "");
        return file.WithName($"{stem}.{id}.c{extension}");
    }

    /// <summary>Sixteen digits that stand for the content: of its hash, or where nobody has read it, of what is known of it.</summary>
    public static string IdOf(Manifest manifest) => manifest.Sha256 is { } hash ? hash[..IdDigits] : IdOf(string.Create(CultureInfo.InvariantCulture, $"{manifest.Media.MediaSetId}/{manifest.Media.Stripe}/{manifest.Media.Length}/{string.Join('/', manifest.Media.Sets.Select(set => set.SetGuid))}"));

    /// <summary>Sixteen digits of whatever tells a content apart.</summary>
    public static string IdOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..IdDigits];

    private static TargetPath RangedPartOf(TargetPath file, string id) => PartOf(file, IdOf($"ranges/{id}"));

    /// <summary>Names come from servers: what is left of one may be none.</summary>
    private static TargetPath? WithNameOrNull(TargetPath path, string name) => TargetPath.IsName(name) ? path.WithName(name) : null;

    /// <summary>However the machine of the instance writes paths.</summary>
    private static string FileName(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    private static bool IsDigits(string text, int count) => text.Length == count && text.All(char.IsAsciiDigit);
}

/// <summary>What a place on a target tells by its names; null where a name was too long to be carried whole.</summary>
internal sealed record RepositoryPlace(string? Store, string? Instance, string? Database, string? File);
