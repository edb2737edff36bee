using System.Text.Json;
using System.Text.Json.Nodes;

namespace PosBackup.Integration.Tests.Support;

/// <summary>The npm package mssql (tedious): JavaScript, OpenSSL, its own reading of the protocol.</summary>
internal static class NodeClient
{
    /// <summary>Runs steps as tests/clients/node/client.js describes them and gives an answer for each.</summary>
    public static async Task<JsonArray> RunAsync(int port, string password, bool encrypt, params object[] steps)
    {
        string input = JsonSerializer.Serialize(new
        {
            server = new { port, user = "sa", password, database = "master", encrypt },
            steps,
        });
        string script = RepositoryFolder.At("tests", "clients", "node", "client.js");
        string output = await ClientProgram.RunAsync("node", [script], input);
        return JsonNode.Parse(output)!.AsArray();
    }
}
