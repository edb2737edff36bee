using System.Security.Cryptography;
using System.Text;

namespace PosBackup.Engine.Targets;

/// <summary>
/// What a file is called while another takes its place at a server that cannot replace at once: the same each time, so that it is found again.
/// <code>
/// to   to.posbackup-aside   meaning
/// old  -                    before, or nothing happened
/// -    old                  broken off in the middle: the file under its other name is the file
/// new  old                  done, but for the removal: what is aside is old
/// </code>
/// </summary>
internal static class AsideName
{
    private const string Ending = ".posbackup-aside";

    /// <summary>Of a name that leaves no room for more; nobody can tell from it what it was.</summary>
    private const string EndingOfLong = ".posbackup-aside-of-long";

    private const int HashDigits = 32;

    /// <summary>The other name of a file.</summary>
    public static string Of(string name) =>
        TargetPath.IsName(name + Ending) ? name + Ending : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashDigits] + EndingOfLong;

    /// <summary>The same of a path.</summary>
    public static TargetPath Of(TargetPath path) => path.WithName(Of(path.Name));

    /// <summary>Whether it is such a name: never shown, but under the name that it stands for.</summary>
    public static bool Is(string name) => name.EndsWith(Ending, StringComparison.Ordinal) || name.EndsWith(EndingOfLong, StringComparison.Ordinal);

    /// <summary>The name that it stands for; null when it does not tell.</summary>
    public static string? OwnerOf(string name) =>
        name.EndsWith(Ending, StringComparison.Ordinal) && name[..^Ending.Length] is var owner && TargetPath.IsName(owner) ? owner : null;
}
