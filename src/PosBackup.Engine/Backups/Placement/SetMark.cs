using System.Buffers;
using System.Globalization;
using PosBackup.Engine.Catalog;

namespace PosBackup.Engine.Backups.Placement;

/// <summary>
/// What every set of ours carries at the end of its description: <c>[posbackup 32 hexadecimal digits]</c>. By it we find the set that this
/// run made among all sets on the media, whatever else was backed up meanwhile, and know our own sets when catalog and manifests are gone.
/// </summary>
internal static class SetMark
{
    private const string Beginning = "[posbackup ";
    private const int Digits = 32;
    private static readonly int Length = Beginning.Length + Digits + 1;
    private static readonly SearchValues<char> LowerCaseDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The description of a set: the user's words, then the mark.</summary>
    public static string Describe(string? words, Guid mark)
    {
        string tail = string.Create(CultureInfo.InvariantCulture, $"{Beginning}{mark:N}]");
        return string.IsNullOrEmpty(words) ? tail : $"{words} {tail}";
    }

    /// <summary>The mark in a description; null when it has none.</summary>
    public static Guid? In(string description)
    {
        ReadOnlySpan<char> text = description.AsSpan().TrimEnd();
        if (text.Length < Length || text[^1] != ']' || !text[^Length..].StartsWith(Beginning, StringComparison.Ordinal))
            return null;

        ReadOnlySpan<char> mark = text[^(Digits + 1)..^1];
        return mark.ContainsAnyExcept(LowerCaseDigits) ? null : Guid.ParseExact(mark, "N");
    }

    /// <summary>Whether a set is ours.</summary>
    public static bool IsOurs(BackupSet set) => In(set.Description) is not null;
}
