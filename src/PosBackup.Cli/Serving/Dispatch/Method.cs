using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PosBackup.Cli.Serving.Requests;

namespace PosBackup.Cli.Serving.Dispatch;

/// <summary>Something that a client can ask for.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Run">Does it, and gives what writes the result.</param>
internal sealed record Method(string Name, Func<JsonElement?, ServedRequest, CancellationToken, Task<Action<Utf8JsonWriter>>> Run)
{
    public static Method Of<TParams, TResult>(
        string name, JsonTypeInfo<TParams> asked, Func<TParams, ServedRequest, CancellationToken, Task<TResult>> run, JsonTypeInfo<TResult> answered) => new(name, async (value, request, cancellationToken) =>
    {
        TResult result = await run(ParamsReader.Read(value, asked), request, cancellationToken);
        return json => JsonSerializer.Serialize(json, result, answered);
    });
}
