namespace PosBackup.SqlStandIn.Sql.Functions;

/// <summary>T-SQL's LIKE: %, _, [a-z], [^a-z] and an escape character, without regard to case.</summary>
internal static class LikePattern
{
    public static bool Matches(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern, char? escape)
    {
        while (pattern.Length > 0)
        {
            char next = pattern[0];
            if (next == '%')
            {
                ReadOnlySpan<char> rest = pattern[1..];
                if (rest.Length == 0)
                    return true;
                for (int skip = 0; skip <= text.Length; skip++)
                {
                    if (Matches(text[skip..], rest, escape))
                        return true;
                }

                return false;
            }

            if (text.Length == 0)
                return false;
            int used = MatchOne(text[0], pattern, escape);
            if (used == 0)
                return false;
            text = text[1..];
            pattern = pattern[used..];
        }

        return text.TrimEnd(' ').Length == 0;
    }

    // How many characters of the pattern stand for this one character; 0 when it does not match.
    private static int MatchOne(char character, ReadOnlySpan<char> pattern, char? escape)
    {
        if (escape is { } sign && pattern[0] == sign && pattern.Length > 1)
            return Same(character, pattern[1]) ? 2 : 0;
        if (pattern[0] == '_')
            return 1;
        int close = pattern[0] == '[' ? pattern[1..].IndexOf(']') + 1 : 0;
        if (close <= 0)
            return Same(character, pattern[0]) ? 1 : 0;

        ReadOnlySpan<char> set = pattern[1..close];
        bool inverted = set.Length > 0 && set[0] == '^';
        return Contains(inverted ? set[1..] : set, character) != inverted ? close + 1 : 0;
    }

    private static bool Contains(ReadOnlySpan<char> set, char character)
    {
        for (int i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                if (Fold(character) >= Fold(set[i]) && Fold(character) <= Fold(set[i + 2]))
                    return true;
                i += 2;
            }
            else if (Same(character, set[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Same(char left, char right) => Fold(left) == Fold(right);

    private static char Fold(char character) => char.ToUpperInvariant(character);
}
