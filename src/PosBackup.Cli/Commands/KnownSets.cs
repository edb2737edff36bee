using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Catalog.Chains;

namespace PosBackup.Cli.Commands;

/// <summary>Sets that a person names: by GUID, or by a media file for all that are on it. What nobody knows is refused: a hold on a mistyped set holds nothing.</summary>
/// <param name="catalog">Knows the sets here, and those on copies that were proven.</param>
internal sealed class KnownSets(BackupCatalog catalog)
{
    private static readonly StringComparison Paths = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>What the catalog says of a set, by the media files here that it is on.</summary>
    public IReadOnlyList<CatalogEntry> Find(Guid set) => catalog.List(new CatalogFilter { SetGuid = set });

    /// <summary>The sets that are meant, and known.</summary>
    /// <exception cref="PosBackupException">BackupSetNotFound: nobody knows them.</exception>
    public IReadOnlyList<Guid> Get(string name)
    {
        if (Parse(name) is { } set)
        {
            return IsKnown(set) ? [set] : throw NotFound(
                $"neither the catalog {catalog.Path} nor the copies in it know a set {set}", "check the GUID, which 'posbackup list --json' and 'posbackup inspect' tell; with --unknown the hold is put all the same");
        }

        return On(name) is { Count: > 0 } sets ? sets : throw NotFound(
            $"'{name}' is no GUID of a set, and no media file of the catalog {catalog.Path} or of the copies in it", "check the path, which 'posbackup list' tells, or name the set by its GUID; 'posbackup catalog rebuild <folder>' makes files known");
    }

    /// <summary>The sets on a media file that the catalog expects here; else on copies, by their path on the target or by the file that they were made from. None when nobody knows it.</summary>
    public IReadOnlyList<Guid> On(string file)
    {
        string path = Path.GetFullPath(file);
        Guid[] here = [.. catalog.List(new CatalogFilter { Under = [path] }).Where(entry => string.Equals(entry.Path, path, Paths)).Select(entry => entry.Set.SetGuid).Distinct()];
        return here.Length > 0 ? here : [.. catalog.Copies().Where(copy => string.Equals(copy.Path, file, StringComparison.Ordinal) || string.Equals(copy.Source, path, Paths)).SelectMany(copy => copy.SetGuids).Distinct()];
    }

    /// <summary>Why a set cannot be restored by the media here; null when it can, or lies elsewhere alone, where nobody has looked.</summary>
    public string? Gap(Guid set)
    {
        if (Find(set) is not [{ Set: var known }, ..])
            return null;

        IEnumerable<CatalogEntry> family = catalog.List(new CatalogFilter { FamilyGuid = known.FamilyGuid == Guid.Empty ? null : known.FamilyGuid });
        var options = new ChainOptions { Database = known.Database, Instance = known.Instance };
        return ChainFinder.Find(ChainBuilder.Build(family.Select(SetSighting.InCatalog)), new RestoreMoment.EndOfSet(set), options).Gap?.Message;
    }

    /// <summary>A set by its GUID; null when the text is none.</summary>
    public static Guid? Parse(string name) => Guid.TryParse(name, out Guid set) && set != Guid.Empty ? set : null;

    private bool IsKnown(Guid set) => Find(set).Count > 0 || catalog.Copies().Any(copy => copy.SetGuids.Contains(set));

    private static PosBackupException NotFound(string message, string hint) => new(ErrorCode.BackupSetNotFound, message, hint);
}
