using System.Text.Json;
using PosBackup.Cli.Serving.Wire;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>Values that name nothing where something must be named: null in a list, and a path without a character. Left out, or null alone, is the default.</summary>
internal static class Blanks
{
    private static readonly HashSet<string> Paths = new(StringComparer.Ordinal)
    {
        "assertions", "catalog", "dataFolder", "evidence", "folder", "from", "logFolder", "mediaFile", "paths", "policyFile", "serverCertificate", "staging", "standbyFile", "state", "tailLogFolder", "targetsFile",
    };

    /// <exception cref="RpcException">There is one.</exception>
    public static void Refuse(JsonElement value) => Refuse(value, name: "", path: "");

    private static void Refuse(JsonElement value, string name, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    string inner = WireText.NameOf(property);
                    Refuse(property.Value, inner, path.Length == 0 ? inner : $"{path}.{inner}");
                }

                break;
            case JsonValueKind.Array:
                foreach ((int i, JsonElement one) in value.EnumerateArray().Index())
                {
                    if (one.ValueKind == JsonValueKind.Null)
                        throw ParamsReader.Wrong($"{WireText.Name($"{path}[{i}]")} is null", "name what is meant, or leave it out");

                    Refuse(one, name, $"{path}[{i}]");
                }

                break;
            case JsonValueKind.String when Paths.Contains(name) && WireText.Of(value) is "":
                throw ParamsReader.Wrong($"{WireText.Name(path)} is empty", "name a path, or leave it out");
        }
    }
}
