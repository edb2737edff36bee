using PosBackup.Cli.Json;
using PosBackup.Engine;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Trust;

namespace PosBackup.Cli.Verbs;

/// <summary>A definition on its way into the file of targets.</summary>
internal sealed class TargetRegistration
{
    private readonly TargetFileStore _store;
    private readonly bool _replace;
    private readonly string? _name;
    private (TargetDefinition Gone, TargetFile Present)? _replaced;

    private TargetRegistration(TargetFileStore store, bool replace, string? name, TargetDefinition target)
    {
        (_store, _replace, _name) = (store, replace, name);
        Target = target;
    }

    /// <summary>The target; what was pinned of the same server is still.</summary>
    public TargetDefinition Target { get; private set; }

    /// <summary>What this store is called.</summary>
    public required string StoreName { get; init; }

    /// <summary>Looks whether it may be written.</summary>
    /// <param name="store">The file.</param>
    /// <param name="target">The target.</param>
    /// <param name="replace">Whether it may take the place of another.</param>
    /// <param name="name">What this store is to be called; null: as it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="PosBackupException">InvalidOption: it may not; the file cannot be read.</exception>
    public static async Task<TargetRegistration> BeginAsync(TargetFileStore store, TargetDefinition target, bool replace, string? name, CancellationToken cancellationToken)
    {
        target.Validate();
        TargetFile file = await store.ReadOrNewAsync(cancellationToken);
        var begun = new TargetRegistration(store, replace, name, TargetPins.Keep(target, file.Find(target.Name))) { StoreName = name ?? file.Store };
        begun.Require(file);
        if (target is FtpDefinition { Protection: FtpProtection.None, AllowPlaintext: false })
            throw new PosBackupException(ErrorCode.InvalidOption, "FTP without TLS sends password and backups for all to read", "leave --protection out, or give --allow-plaintext when nobody else is on the line");

        return begun;
    }

    /// <summary>Has it trust what was looked at meanwhile.</summary>
    public void Trusting(TargetDefinition target) => Target = target;

    /// <summary>Writes it, beside what others have written meanwhile.</summary>
    /// <exception cref="PosBackupException">As <see cref="BeginAsync"/>; the file cannot be written, or is being changed.</exception>
    public async Task<TargetChangeJson> WriteAsync(CancellationToken cancellationToken)
    {
        TargetDefinition? before = null;
        TargetFile file = await _store.ChangeAsync(
            now =>
            {
                Require(now);
                before = now.Find(Target.Name);
                return (now with { Store = _name ?? now.Store }).With(Target);
            },
            cancellationToken);
        _replaced = before is null ? null : (before, file);
        return new TargetChangeJson(_store.Path, file.Store, before is null ? "added" : "replaced", TargetJson.Of(Target));
    }

    /// <summary>Removes what was secret of the target that was replaced, when it is written.</summary>
    /// <exception cref="PosBackupException">FileAccess.</exception>
    public void RemoveOldSecrets()
    {
        if (_replaced is { } replaced)
            TargetSecretFiles.RemoveUnused(_store, replaced.Gone, replaced.Present);
    }

    /// <summary>Takes a target out of the file, and removes what was secret of it. What lies on it stays there.</summary>
    /// <exception cref="PosBackupException">TargetNotFound; FileAccess; the file cannot be read or written.</exception>
    public static async Task<(TargetDefinition Target, TargetChangeJson Change)> RemoveAsync(TargetFileStore store, string name, CancellationToken cancellationToken)
    {
        TargetDefinition target = (await store.ReadAsync(cancellationToken)).Get(name);
        TargetFile file = await store.ChangeAsync(now => now.Without((target = now.Get(name)).Name), cancellationToken);
        TargetSecretFiles.RemoveUnused(store, target, file);
        return (target, new TargetChangeJson(store.Path, file.Store, "removed", TargetJson.Of(target)));
    }

    private void Require(TargetFile file)
    {
        if (file.Find(Target.Name) is { } before && !_replace)
            throw new PosBackupException(ErrorCode.InvalidOption, $"there is a target {before.Name} already, {before.Kind} {before.Address}", "give --replace to define it anew, or another name");
        if (_name is not null && file.Targets.Count > 0 && !string.Equals(_name, file.Store, StringComparison.Ordinal))
            throw new PosBackupException(ErrorCode.InvalidOption, $"this store is called {file.Store} on the targets that are defined, and its copies lie under that name", $"leave --store out; to rename the store all the same, edit {_store.Path}, and move the copies on the targets");
    }
}
