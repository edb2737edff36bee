namespace PosBackup.SqlStandIn.Tds.Requests;

/// <summary>The names in the declaration that goes with a statement: <c>@id int, @price decimal(10,2) OUTPUT</c>.</summary>
internal static class ParameterDeclarations
{
    public static List<string> NamesOf(string declarations)
    {
        List<string> names = [];
        int depth = 0;
        bool expectsName = true;
        for (int i = 0; i < declarations.Length; i++)
        {
            char c = declarations[i];
            depth += c switch { '(' => 1, ')' => -1, _ => 0 };
            if (c == ',' && depth == 0)
            {
                expectsName = true;
            }
            else if (expectsName && c == '@')
            {
                int end = i + 1;
                while (end < declarations.Length && IsNamePart(declarations[end]))
                    end++;
                names.Add(declarations[i..end]);
                i = end - 1;
                expectsName = false;
            }
        }

        return names;
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '@' or '_' or '#' or '$';
}
