using System.Text.Json;
using System.Text.Json.Serialization;
using PosBackup.Engine;

namespace PosBackup.Cli.Serving.Requests;

/// <summary>A text of a client that is a <see cref="Secret"/> from the moment that it is read, and is never written.</summary>
internal sealed class SecretText : JsonConverter<Secret>
{
    public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? new Secret(reader.GetString()!) : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => throw new NotSupportedException("secrets are not written");
}
