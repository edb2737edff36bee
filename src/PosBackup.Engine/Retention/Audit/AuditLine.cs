using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Retention.Audit;

/// <summary>
/// A line of the log, to and from bytes. One JSON object without spaces, ASCII with escapes, its members always all there and in this order:
/// <code>
/// {"sequence":1,"at":"2026-03-01T04:00:00.0000000Z","kind":"removed","acknowledged":null,"target":"","medium":"","address":null,"mediaSetId":"…",
///  "files":[{"path":"…","stripe":1,"length":4096,"sha256":"…"}],"sets":[{"setGuid":"…","database":"Shop","finishedAt":"…","reason":"…",
///  "instance":"TILL7","kind":"full","sizes":null}],"bytes":4096,"reason":"…","account":"…","machine":"…","toolVersion":"0.1.0","previous":"…64 digits…","hash":"…64 digits…"}
/// </code>
/// The hash is SHA-256, in lower-case hexadecimal, over the bytes of the line without <c>,"hash":"…"</c>: take the last 75 bytes of the line off, put <c>}</c> in their place,
/// and hash what that gives. <c>previous</c> is the hash of the line before, 64 zeros in the first line. Each line ends with one LF, which is in no hash.
/// </summary>
internal static class AuditLine
{
    /// <summary>What every line begins with: tells a log from another file.</summary>
    public static ReadOnlySpan<byte> Beginning => "{\"sequence\":"u8;

    private const int HashDigits = 64;
    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    private const int SuffixLength = 75;

    private static readonly SearchValues<byte> LowerHex = SearchValues.Create("0123456789abcdef"u8);

    private static ReadOnlySpan<byte> HashName => ",\"hash\":\""u8;

    /// <summary>The next line of a chain with its LF, and the record that it is of.</summary>
    public static (byte[] Line, AuditRecord Record) Make(AuditEntry entry, AuditHead before, DateTimeOffset at)
    {
        var record = new AuditRecord
        {
            Sequence = before.Sequence + 1, At = at.ToUniversalTime(), Entry = entry, ToolVersion = Engine.ToolVersion.Current, Previous = before.Hash, Hash = AuditHead.None.Hash,
        };
        byte[] text = Write(record);
        record = record with { Hash = Convert.ToHexStringLower(SHA256.HashData(text)) };
        return ([.. text.AsSpan(0, text.Length - 1), .. HashName, .. Encoding.ASCII.GetBytes(record.Hash), .. "\"}\n"u8], record);
    }

    /// <summary>Reads a line, without its LF.</summary>
    /// <exception cref="AuditLineException">It is none, or was changed.</exception>
    public static AuditRecord Read(ReadOnlySpan<byte> line)
    {
        string hash = StatedHash(line) ?? throw new AuditLineException(AuditProblemKind.Unreadable, "it does not end with its hash");
        byte[] text = [.. line[..^SuffixLength], (byte)'}'];
        string actual = Convert.ToHexStringLower(SHA256.HashData(text));
        if (!string.Equals(actual, hash, StringComparison.Ordinal))
            throw new AuditLineException(AuditProblemKind.Changed, $"its hash is {actual}, and it says {hash}");

        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return Of(document.RootElement, hash);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new AuditLineException(AuditProblemKind.Unreadable, $"it is not what this version writes: {e.Message}", e);
        }
    }

    /// <summary>The record of a line that is whole; null for any other.</summary>
    public static AuditRecord? TryRead(ReadOnlySpan<byte> line)
    {
        try
        {
            return Read(line);
        }
        catch (AuditLineException)
        {
            return null;
        }
    }

    private static string? StatedHash(ReadOnlySpan<byte> line)
    {
        if (line.Length <= SuffixLength || !line.StartsWith(Beginning))
            return null;

        ReadOnlySpan<byte> suffix = line[^SuffixLength..];
        ReadOnlySpan<byte> hash = suffix.Slice(HashName.Length, HashDigits);
        return suffix.StartsWith(HashName) && suffix.EndsWith("\"}"u8) && !hash.ContainsAnyExcept(LowerHex) ? Encoding.ASCII.GetString(hash) : null;
    }

    private static byte[] Write(AuditRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteNumber("sequence", record.Sequence);
        json.WriteString("at", Text(record.At));
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(record.Entry.Kind.ToString()));
        json.WriteString("acknowledged", record.Entry.Acknowledged is { } of ? JsonNamingPolicy.CamelCase.ConvertName(of.ToString()) : null);
        json.WriteString("target", record.Entry.Place?.Target);
        json.WriteString("medium", record.Entry.Place?.Medium);
        json.WriteString("address", record.Entry.Address);
        json.WriteString("mediaSetId", record.Entry.MediaSetId?.ToString());
        json.WriteStartArray("files");
        foreach (AuditedFile file in record.Entry.Files)
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path);
            json.WriteNumber("stripe", file.Stripe);
            json.WriteNumber("length", file.Length);
            json.WriteString("sha256", file.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("sets");
        foreach (AuditedSet set in record.Entry.Sets)
        {
            json.WriteStartObject();
            json.WriteString("setGuid", set.SetGuid);
            json.WriteString("database", set.Database);
            json.WriteString("finishedAt", set.FinishedAt is { } at ? Text(at) : null);
            json.WriteString("reason", set.Reason);
            json.WriteString("instance", set.Instance);
            json.WriteString("kind", set.Kind is { } kind ? JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()) : null);
            Write(json, set.Sizes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("bytes", record.Entry.Bytes);
        json.WriteString("reason", record.Entry.Reason);
        json.WriteString("account", record.Entry.Actor.Account);
        json.WriteString("machine", record.Entry.Actor.Machine);
        json.WriteString("toolVersion", record.ToolVersion);
        json.WriteString("previous", record.Previous);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, SetSizes? sizes)
    {
        if (sizes is null)
        {
            json.WriteNull("sizes");
            return;
        }

        json.WriteStartObject("sizes");
        json.WriteNumber("backup", sizes.Backup);
        json.WriteNumber("compressed", sizes.Compressed);
        if (sizes.Base is { } full)
            json.WriteNumber("base", full);
        else
            json.WriteNull("base");
        json.WriteEndObject();
    }

    private static AuditRecord Of(JsonElement json, string hash) => new()
    {
        Sequence = json.GetProperty("sequence").GetInt64(),
        At = Moment(json.GetProperty("at")),
        Entry = new AuditEntry
        {
            Kind = Enum.TryParse(String(json, "kind"), ignoreCase: true, out AuditKind kind) && Enum.IsDefined(kind) ? kind : throw new FormatException($"the kind {String(json, "kind")} is not known"),
            Acknowledged = json.TryGetProperty("acknowledged", out JsonElement what) && what.GetString() is { } of
                ? Enum.TryParse(of, ignoreCase: true, out Suspicion found) && Enum.IsDefined(found) ? found : throw new FormatException($"what was acknowledged, {of}, is not known")
                : null, // Lines of versions before do not tell it.
            Place = OptionalString(json, "target") is { } target ? new RetentionPlace(target, String(json, "medium")) : null,
            Address = json.TryGetProperty("address", out JsonElement address) ? address.GetString() : null, // Lines of versions before do not tell it.
            MediaSetId = json.GetProperty("mediaSetId") is { ValueKind: JsonValueKind.String } id ? id.GetGuid() : null,
            Files =
            [
                .. json.GetProperty("files").EnumerateArray().Select(file => new AuditedFile(
                    String(file, "path"), file.GetProperty("stripe").GetInt32(), file.GetProperty("length").GetInt64(), OptionalString(file, "sha256"))),
            ],
            Sets =
            [
                .. json.GetProperty("sets").EnumerateArray().Select(SetOf),
            ],
            Reason = String(json, "reason"),
            Actor = new AuditActor(String(json, "account"), String(json, "machine")),
        },
        ToolVersion = String(json, "toolVersion"),
        Previous = String(json, "previous"),
        Hash = hash,
    };

    /// <summary>Lines of versions before tell neither instance nor kind nor sizes. A kind that is not known is one of a later version.</summary>
    private static AuditedSet SetOf(JsonElement set) => new(
        set.GetProperty("setGuid").GetGuid(), String(set, "database"), set.GetProperty("finishedAt") is { ValueKind: JsonValueKind.String } at ? Moment(at) : null, String(set, "reason"))
    {
        Instance = set.TryGetProperty("instance", out JsonElement instance) ? instance.GetString() : null,
        Kind = set.TryGetProperty("kind", out JsonElement kind) && Enum.TryParse(kind.GetString(), ignoreCase: true, out BackupKind found) && Enum.IsDefined(found) ? found : null,
        Sizes = set.TryGetProperty("sizes", out JsonElement sizes) && sizes.ValueKind == JsonValueKind.Object
            ? new SetSizes(sizes.GetProperty("backup").GetInt64(), sizes.GetProperty("compressed").GetInt64(), sizes.GetProperty("base") is { ValueKind: JsonValueKind.Number } full ? full.GetInt64() : null)
            : null,
    };

    private static string String(JsonElement json, string name) => OptionalString(json, name) ?? throw new FormatException($"{name} is null");

    private static string? OptionalString(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static DateTimeOffset Moment(JsonElement json) => DateTimeOffset.ParseExact(json.GetString() ?? "", MomentFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString(MomentFormat, CultureInfo.InvariantCulture);
}

/// <summary>A line that is none, or was changed.</summary>
internal sealed class AuditLineException(AuditProblemKind kind, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public AuditProblemKind Kind => kind;
}
