using PosBackup.Cli.Json;
using PosBackup.Cli.Serving.Dispatch;
using PosBackup.Cli.Serving.Requests;
using PosBackup.Cli.Verbs;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;

namespace PosBackup.Cli.Serving.Methods;

/// <summary>
/// Sets that a client seeks, and what was seen while they were looked for, wherever that was. A name of which there is nothing at all is an error; one that is there, and that only the other
/// restrictions leave out, is a warning.
/// </summary>
/// <param name="filter">Which sets are wanted.</param>
internal sealed class SoughtSets(SetFilter filter)
{
    private const string InstanceHint = "name it as its backups do; without an instance those of all are listed";

    private readonly HashSet<string> _databases = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _instances = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<BackupSet, bool> _isWanted = filter.ForMany();

    /// <summary>Whether sets of all instances are looked at, whatever databases are wanted; else nobody can tell of one that was not seen.</summary>
    public bool SeesAllInstances { get; init; } = true;

    /// <summary>Whether any set was seen, wanted or not.</summary>
    public bool AreAnySeen => _databases.Count > 0;

    /// <summary>Notes that there are sets of a database.</summary>
    public void See(string database, string instance)
    {
        _databases.Add(database);
        _instances.Add(instance);
    }

    /// <summary>Whether a set is wanted; notes it either way.</summary>
    public bool Takes(BackupSet set)
    {
        bool isWanted = _isWanted(set);
        if (isWanted)
            Take(set);
        else
            See(set.Database, set.Instance);

        return isWanted;
    }

    /// <summary>Notes a set that is wanted.</summary>
    public void Take(BackupSet set)
    {
        See(set.Database, set.Instance);
        _taken.Add(set.Database);
    }

    /// <summary>The names that are nowhere; what else was left out is a warning, but where it is an instance that is nowhere which leaves it out.</summary>
    /// <param name="where">Where sets were looked for.</param>
    /// <param name="isWhole">Whether all of it could be looked at: what could not may have them.</param>
    /// <param name="request">Is warned.</param>
    public IReadOnlyList<PathProblem> Missed(string where, bool isWhole, ServedRequest request)
    {
        ILookup<bool, string> missed = filter.Databases.Where(name => !Has(_taken, name)).ToLookup(name => isWhole && UnknownDatabases.IsName(name) && !Has(_databases, name));
        PathProblem[] unknown = [.. missed[true].Select(name => new PathProblem(name, ErrorJson.Of(UnknownDatabases.Error(name, where))))];
        string? nowhere = SeesAllInstances && filter.Instance is { } instance && !_instances.Contains(instance) ? instance : null;
        if (isWhole && nowhere is not null)
            return [.. unknown, new(nowhere, ErrorJson.Of(NoInstance(nowhere, where)))];

        foreach (string name in missed[false])
            request.Warn(UnknownDatabases.Words(name, "set", where), UnknownDatabases.Hint);
        if (nowhere is not null && filter.Databases.Count == 0)
            request.Warn($"no set of the instance {nowhere} was seen {where}", InstanceHint);

        return unknown;
    }

    private static bool Has(HashSet<string> seen, string pattern)
    {
        var named = new SetFilter { Databases = [pattern] };
        return seen.Any(named.TakesDatabase);
    }

    private static PosBackupException NoInstance(string instance, string where) => new(ErrorCode.BackupSetNotFound, $"there is no set of the instance {instance} {where}", InstanceHint);
}
