using System.Text.Json;
using System.Text.Json.Nodes;
using PosBackup.Cli.Serving.Requests;
using PosBackup.Cli.Settings;
using PosBackup.Cli.Verbs;
using PosBackup.Engine;
using PosBackup.Engine.Secrets;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Serving.Methods;

/// <summary>
/// Secrets that come with the definition of a target. The file of targets holds references only, so each goes to a file of its own beside it (<c>secrets/hq.password</c>) that only
/// this account and the administrators of the machine may read, and the definition refers to that.
/// </summary>
/// <param name="store">The file of targets.</param>
internal sealed class RegisteredSecrets(TargetFileStore store) : IAsyncDisposable
{
    private readonly List<(string File, Secret Secret)> _secrets = [];
    private readonly List<(string File, Secret? Before)> _written = [];

    /// <summary>The definition, with references to the secrets in it.</summary>
    public JsonElement? Refer(TargetRegisterParams asked)
    {
        if (asked is not { Target: { ValueKind: JsonValueKind.Object } given } || asked is { Password: null, Passphrase: null, JumpPassword: null, JumpPassphrase: null })
            return asked.Target;

        JsonObject definition = Object(given);
        string name = definition["name"] is JsonValue value && value.TryGetValue(out string? text) ? text : "";
        Refer(definition, "password", asked.Password, name, "password");
        Refer(definition, "passphrase", asked.Passphrase, name, "passphrase");
        if (asked is not { JumpPassword: null, JumpPassphrase: null })
        {
            JsonObject jump = definition["jump"] as JsonObject ?? throw ParamsReader.Wrong("'jumpPassword' and 'jumpPassphrase' are for a target with a 'jump', which is missing", "name the server on the way, or leave them out");
            Refer(jump, "password", asked.JumpPassword, name, "jumpPassword");
            Refer(jump, "passphrase", asked.JumpPassphrase, name, "jumpPassphrase");
        }

        return JsonSerializer.SerializeToElement(definition, ServeJson.Default.JsonObject);
    }

    /// <summary>Writes the files; without <see cref="Keep"/> they are in the end what they were before.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        foreach ((string file, Secret secret) in _secrets)
        {
            _written.Add((file, File.Exists(file) ? FileSecret.Read(file, "secret file", SecretSource.Longest) : null));
            await FileSecret.WriteAsync(file, secret, cancellationToken);
        }
    }

    /// <summary>The target is registered.</summary>
    public void Keep() => _written.Clear();

    public async ValueTask DisposeAsync()
    {
        foreach ((string file, Secret? before) in _written)
        {
            if (before is not null)
                await FileSecret.WriteAsync(file, before);
            else if (File.Exists(file))
                File.Delete(file); // One that was refused was never written, nor its folder made.
        }
    }

    private static JsonObject Object(JsonElement definition)
    {
        try
        {
            JsonObject made = JsonObject.Create(definition.Clone())!;
            _ = made.Count; // Reads it, and finds what is there twice.
            return made;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw ParamsReader.Wrong("'target' has a property twice, or one that is no Unicode", "give each property once");
        }
    }

    private void Refer(JsonObject owner, string property, Secret? secret, string target, string what)
    {
        if (secret is null)
            return;
        if (owner[property] is not null)
            throw ParamsReader.Wrong($"'{what}' is given twice: in 'target' and beside it", "leave one of them out");

        string file = Path.Combine(TargetSecretFiles.FolderOf(store), $"{target}.{what}");
        owner[property] = $"file:{file}";
        _secrets.Add((file, secret));
    }
}
