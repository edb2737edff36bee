using System.Buffers;
using System.Text;

namespace PosBackup.Engine.Targets;

/// <summary>
/// A path below the folder of a target: names with <c>/</c> between them. The empty path is that folder itself. There is no path that leads out of it: no name is
/// empty, <c>.</c> or <c>..</c>, none has a slash, a backslash, a control character or half a surrogate pair, none has more than 255 bytes of UTF-8.
/// </summary>
public readonly record struct TargetPath
{
    private const int LongestName = 255;

    private readonly string? _value;

    private TargetPath(string value) => _value = value;

    /// <summary>The folder of the target itself.</summary>
    public static TargetPath Root => default;

    /// <summary>The path with <c>/</c> between its names; empty for the root.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether this is the folder of the target itself.</summary>
    public bool IsRoot => Value.Length == 0;

    /// <summary>The last name; empty for the root.</summary>
    public string Name => Value[(Value.LastIndexOf('/') + 1)..];

    /// <summary>The folder that it lies in; the root's is the root.</summary>
    public TargetPath Folder => Value.LastIndexOf('/') is > 0 and int slash ? new TargetPath(Value[..slash]) : Root;

    /// <summary>The names, from the root on.</summary>
    public IReadOnlyList<string> Names => IsRoot ? [] : Value.Split('/');

    /// <summary>Reads a path.</summary>
    /// <exception cref="FormatException">It has a name that none can have.</exception>
    public static TargetPath Parse(string text) => TryParse(text, out TargetPath path) ? path : throw new FormatException("a path on a target has names without slashes, backslashes and control characters between single slashes, and none of them is . or ..");

    /// <summary>Reads a path; false when it has a name that none can have.</summary>
    public static bool TryParse(string? text, out TargetPath path)
    {
        path = default;
        if (text is null)
            return false;
        if (text.Length == 0)
            return true;
        if (!text.Split('/').All(IsName))
            return false;

        path = new TargetPath(text);
        return true;
    }

    /// <summary>A file or folder in this folder.</summary>
    /// <exception cref="FormatException">No path can have such a name.</exception>
    public TargetPath Child(string name) => IsName(name) ? new TargetPath(IsRoot ? name : $"{Value}/{name}") : throw new FormatException("no path on a target can have such a name");

    /// <summary>The same with another last name.</summary>
    public TargetPath WithName(string name) => Folder.Child(name);

    /// <summary>Whether a path can have such a name.</summary>
    public static bool IsName(string? name) =>
        name is { Length: > 0 and <= LongestName } and not "." and not ".."
        && !name.Any(c => c is '/' or '\\' || char.IsControl(c))
        && IsWhole(name)
        && Encoding.UTF8.GetByteCount(name) <= LongestName;

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsWhole(ReadOnlySpan<char> name)
    {
        while (!name.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(name, out _, out int length) != OperationStatus.Done)
                return false;
            name = name[length..];
        }

        return true;
    }
}
