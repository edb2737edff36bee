using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using PosBackup.Cli.Serving.Requests;
using PosBackup.Cli.Serving.Wire;
using PosBackup.Cli.Settings;
using PosBackup.Engine;

namespace PosBackup.Cli.Serving.Dispatch;

/// <summary>Both sides speak the same version of the protocol, or nothing is served.</summary>
internal static class Handshake
{
    public const string Method = "initialize";

    /// <summary>Counts up with every change that an older client or engine could misunderstand.</summary>
    private const int Protocol = 1;

    /// <summary>What the client is told of us.</summary>
    /// <exception cref="RpcException">It speaks another version, or cannot be understood.</exception>
    public static Welcome Greet(JsonElement? asked)
    {
        // The version comes first: a client of another one may say what this one does not know.
        if (asked is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty("protocol", out JsonElement number) && number.ValueKind == JsonValueKind.Number)
            RequireSame(number);

        Greeting greeting = ParamsReader.Read(asked, ServeJson.Default.Greeting);
        _ = ParamsReader.Required(greeting.Protocol, "protocol");
        return new Welcome(
            Protocol, ToolVersion.Current, RuntimeInformation.RuntimeIdentifier, Environment.ProcessId, CatalogLocation.Default, TargetsFile.Default, RetentionLocation.Default);
    }

    private static void RequireSame(JsonElement number)
    {
        if (number.TryGetInt32(out int theirs) && theirs == Protocol)
            return;

        bool isOlder = number.TryGetDouble(out double about) && about < Protocol;
        throw new RpcException(RpcError.ProtocolMismatch(
            string.Create(CultureInfo.InvariantCulture, $"the client speaks protocol {about:0.###}, this engine ({ToolVersion.Current}) speaks {Protocol}"),
            isOlder ? "update the client (the PowerShell module): it is older than the engine" : "update the engine (posbackup): it is older than the client"));
    }
}
