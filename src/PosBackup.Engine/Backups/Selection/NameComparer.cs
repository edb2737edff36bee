using System.Globalization;

namespace PosBackup.Engine.Backups.Selection;

/// <summary>Compares database names as the instance does: by its collation's case, accent, kana and width.</summary>
internal sealed class NameComparer
{
    private readonly CompareOptions _options;
    private readonly bool _isBinary;

    /// <summary>Without regard to case, where nobody asks the instance: tills, files and folders have many collations.</summary>
    public static NameComparer AnyInstance { get; } = new("Latin1_General_CI_AS");

    /// <summary>Takes the rules from a collation's name: <c>Chinese_PRC_CI_AS</c>, <c>Latin1_General_BIN2</c>.</summary>
    public NameComparer(string collation)
    {
        string[] parts = collation.ToUpperInvariant().Split('_');
        _isBinary = parts.Contains("BIN") || parts.Contains("BIN2");
        _options = (parts.Contains("CS") ? CompareOptions.None : CompareOptions.IgnoreCase)
            | (parts.Contains("AI") ? CompareOptions.IgnoreNonSpace : CompareOptions.None)
            | (parts.Contains("KS") ? CompareOptions.None : CompareOptions.IgnoreKanaType)
            | (parts.Contains("WS") ? CompareOptions.None : CompareOptions.IgnoreWidth);
    }

    /// <summary>Whether two names are the same. Spaces at the end do not count, as in every comparison of SQL Server.</summary>
    public bool Same(ReadOnlySpan<char> left, ReadOnlySpan<char> right) => _isBinary
        ? left.TrimEnd(' ').SequenceEqual(right.TrimEnd(' '))
        : CultureInfo.InvariantCulture.CompareInfo.Compare(left.TrimEnd(' '), right.TrimEnd(' '), _options) == 0;

    /// <summary>Whether a name matches one of these patterns; where there is none, every name does.</summary>
    public bool MatchesAny(string name, IReadOnlyList<string> patterns) => patterns.Count == 0 || patterns.Any(pattern => Matches(name, pattern));

    /// <summary>Whether a name matches a pattern: <c>*</c> any run, <c>?</c> one character.</summary>
    public bool Matches(string name, string pattern)
    {
        // The classic two-finger walk: on a mismatch go back to the last star and let it eat one more.
        int n = 0;
        int p = 0;
        int star = -1;
        int eaten = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                eaten = n;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || SameOne(name[n], pattern[p])))
            {
                n++;
                p++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++eaten;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).IndexOfAnyExcept('*') < 0;
    }

    private bool SameOne(char left, char right) =>
        left == right || (!_isBinary && CultureInfo.InvariantCulture.CompareInfo.Compare([left], [right], _options) == 0);
}
