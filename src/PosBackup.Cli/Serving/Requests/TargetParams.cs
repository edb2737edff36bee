using System.Text.Json;
using PosBackup.Engine;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>Params of <c>targets/offer</c>: what is refused when it is registered is refused before anybody is asked about it.</summary>
internal sealed record TargetOfferParams(JsonElement? Target = null, bool? Replace = null, string? Store = null, string? TargetsFile = null, bool? Jump = null);

/// <summary>Params of <c>targets/register</c>.</summary>
internal sealed record TargetRegisterParams
{
    public JsonElement? Target { get; init; }

    public Secret? Password { get; init; }

    public Secret? Passphrase { get; init; }

    public Secret? JumpPassword { get; init; }

    public Secret? JumpPassphrase { get; init; }

    public bool? Replace { get; init; }

    public string? Store { get; init; }

    public string? TargetsFile { get; init; }

    /// <summary>Fingerprints of the server, from a source that can be trusted.</summary>
    public IReadOnlyList<string>? Trust { get; init; }

    /// <summary>The same of the server on the way.</summary>
    public IReadOnlyList<string>? JumpTrust { get; init; }
}

/// <summary>Params of <c>targets/unregister</c>.</summary>
internal sealed record TargetUnregisterParams(string? Name = null, string? TargetsFile = null);

/// <summary>Params of <c>targets/test</c>.</summary>
/// <param name="Names">Names or patterns; null or none: all.</param>
/// <param name="TargetsFile">The file of targets.</param>
internal sealed record TargetTestParams(IReadOnlyList<string>? Names = null, string? TargetsFile = null);

/// <summary>The result of <c>targets/test</c>: which file it was, how many passed and failed, the names that no target has, and the patterns that match none.</summary>
internal sealed record TargetTestAnswer(string File, int Passed, int Failed, IReadOnlyList<string> NotDefined, IReadOnlyList<string> NotMatched);

/// <summary>The definition of a target among params.</summary>
internal static class DefinitionParams
{
    /// <exception cref="Wire.RpcException">It is missing, or has mistakes.</exception>
    public static TargetDefinition Read(JsonElement? definition)
    {
        try
        {
            return TargetDefinition.Read(ParamsReader.Required(definition, "target"));
        }
        catch (PosBackupException e)
        {
            throw ParamsReader.Wrong(e.Message, e.Hint ?? "correct what is named");
        }
    }
}
