using System.Text.Json;
using PosBackup.Cli.Serving.Requests;
using PosBackup.Cli.Serving.Wire;
using PosBackup.Cli.Settings;
using PosBackup.Engine;

namespace PosBackup.Cli.Serving.Dispatch;

/// <summary>Whoever sits at the client is asked for a secret.</summary>
internal sealed class ClientPrompt(ServedRequest request, ClientQuestions questions) : ISecretPrompt
{
    public async Task<Secret?> AskAsync(string purpose, CancellationToken cancellationToken)
    {
        JsonElement? answer = await questions.AskAsync(request, "secrets/ask", json => json.WriteString("purpose", purpose), cancellationToken);
        try
        {
            return answer is { } given ? ParamsReader.Read(given, ServeJson.Default.SecretAnswer).Secret : null;
        }
        catch (RpcException)
        {
            return null;
        }
    }
}
