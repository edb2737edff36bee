using PosBackup.Engine.Targets.Definitions.Rules;

namespace PosBackup.Engine.Targets.Definitions;

/// <summary>
/// The targets of a store, from a JSON file (strict JSON, UTF-8, no comments, no trailing commas). It holds no secret: passwords and passphrases are
/// references, <c>env:NAME</c>, <c>file:PATH</c> or <c>prompt</c>.
/// <code>
/// { "schema": 1, "store": "0042",
///   "targets": [
///     { "name": "hq", "kind": "sftp", "host": "backup.example.com", "port": 22, "user": "store0042", "path": "backups", "password": "env:HQ_PASSWORD",
///       "hostKeys": ["ssh-ed25519 AAAA…"], "jump": { "host": "gate.example.com", "user": "store0042", "identityFile": "/etc/posbackup/id" },
///       "verify": { "depth": "sample", "wholeUpTo": "64MiB", "blocks": 16, "wholeWithin": "30d" },
///       "throttle": { "rate": "2MiB", "fullSpeed": ["22:00-07:00"] } },
///     { "name": "nas", "kind": "folder", "path": "\\\\nas\\backup", "user": "SHOP\\till", "password": "file:C:\\ProgramData\\PosBackup\\nas.txt" },
///     { "name": "sticks", "kind": "folder", "path": "PosBackup", "volumes": [ { "name": "stick A", "serial": "1A2B-3C4D" }, { "name": "stick B", "label": "POS-B", "expectedEvery": "8d" } ] },
///     { "name": "office", "kind": "ftp", "host": "ftp.example.com", "user": "till", "password": "prompt", "protection": "explicitTls" } ] }
/// </code>
/// </summary>
/// <remarks>
/// What is left out has the default of the definition's property. Sizes are bytes or texts such as <c>64MiB</c>, spans such as <c>30s</c> or <c>8d</c>;
/// null, where a span of days may be it, is never.
/// </remarks>
public sealed record TargetFile
{
    /// <summary>The schema that this version reads and writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>What this store is called in the layout on the targets; at most 64 characters.</summary>
    public required string Store { get; init; }

    /// <summary>The targets, in the order of the file; their names differ, also without regard to case.</summary>
    public IReadOnlyList<TargetDefinition> Targets { get; init; } = [];

    /// <summary>The target of that name, whatever the case of its letters.</summary>
    /// <exception cref="PosBackupException"><see cref="ErrorCode.TargetNotFound"/>.</exception>
    public TargetDefinition Get(string name) => Find(name) ?? throw new PosBackupException(
        ErrorCode.TargetNotFound,
        $"there is no target {name}",
        Targets.Count == 0 ? "define one with posbackup target add" : $"there are {string.Join(", ", Targets.Select(target => target.Name))}");

    /// <summary>The target of that name; null when there is none.</summary>
    public TargetDefinition? Find(string name) => Targets.FirstOrDefault(target => IsNamed(target, name));

    /// <summary>The same file with this target: in the place of the one with its name, else at the end.</summary>
    public TargetFile With(TargetDefinition target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Find(target.Name) is null
            ? this with { Targets = [.. Targets, target] }
            : this with { Targets = [.. Targets.Select(other => IsNamed(other, target.Name) ? target : other)] };
    }

    /// <summary>The same file without the target of that name.</summary>
    public TargetFile Without(string name) => this with { Targets = [.. Targets.Where(target => !IsNamed(target, name))] };

    /// <summary>All that has to hold in a file, of its own and of its targets.</summary>
    /// <exception cref="PosBackupException"><see cref="ErrorCode.TargetFileInvalid"/>, with all that does not.</exception>
    public void Validate()
    {
        List<string> wrong = [.. Targets.SelectMany(target => TargetRules.Of(target).Select(mistake => $"{target.Name}: '{mistake.Property}' {mistake.What}"))];
        if (!TargetRules.IsStore(Store))
            wrong.Insert(0, StoreRule);
        foreach (string twice in Targets.GroupBy(target => target.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key))
            wrong.Add($"{twice} is there twice");
        if (wrong.Count == 0)
            wrong.AddRange(AddressRules.Shared(Targets).Select(shared => $"{shared.Target.Name}: {AddressRules.Rule(shared.Before)}"));
        if (wrong.Count > 0)
            throw new PosBackupException(ErrorCode.TargetFileInvalid, string.Join("; ", wrong), "correct what is named");
    }

    /// <summary>What a message says of a name of a store that is none.</summary>
    internal static string StoreRule => "'store' must be a text of 1 to 64 characters, none of them a control character";

    private static bool IsNamed(TargetDefinition target, string name) => string.Equals(target.Name, name, StringComparison.OrdinalIgnoreCase);
}
