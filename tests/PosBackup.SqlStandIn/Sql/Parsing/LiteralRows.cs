using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace PosBackup.SqlStandIn.Sql.Parsing;

/// <summary>
/// Reads the rows of a long <c>INSERT ... VALUES (1, N'a'), (2, N'b'), ...</c> that are nothing but literals. The parser needs a tenth of
/// a second for a thousand rows; here it reads the statement with the first row, and the rows behind it are read by hand. Whatever is not
/// plainly a row of literals is left to the parser as a whole.
/// </summary>
internal ref struct LiteralRows(ReadOnlySpan<char> text)
{
    private const int ShortestWorthIt = 2_000;
    private const string Values = "VALUES";

    private ReadOnlySpan<char> _rest = text;

    /// <summary>The statements of a batch that is one such INSERT; null for any other.</summary>
    /// <param name="text">The batch.</param>
    /// <param name="parse">Parses a batch in full; null when it is no T-SQL.</param>
    public static IReadOnlyList<TSqlStatement>? TryParse(string text, Func<string, IReadOnlyList<TSqlStatement>?> parse)
    {
        if (text.Length < ShortestWorthIt || !text.AsSpan().TrimStart().StartsWith("INSERT", StringComparison.OrdinalIgnoreCase))
            return null;
        int at = text.IndexOf(Values, StringComparison.OrdinalIgnoreCase);
        int firstEnd = at < 0 ? -1 : text.IndexOf(')', at);
        if (firstEnd < 0)
            return null;

        // What stands before is judged by the parser, together with the first row: the word VALUES may have been part of a name.
        IReadOnlyList<TSqlStatement>? head = parse(text[..(firstEnd + 1)]);
        if (head is not [InsertStatement { OptimizerHints.Count: 0, InsertSpecification.InsertSource: ValuesInsertSource { IsDefaultValues: false } source }] || source.RowValues.Count != 1)
            return null;
        var rows = new LiteralRows(text.AsSpan(firstEnd + 1));
        return rows.ReadInto(source.RowValues) ? head : null;
    }

    private bool ReadInto(IList<RowValue> rows)
    {
        var read = new List<RowValue>();
        while (Take(','))
        {
            if (!Take('('))
                return false;
            var row = new RowValue();
            do
            {
                if (ReadLiteral() is not { } literal)
                    return false;
                row.ColumnValues.Add(literal);
            }
            while (Take(','));
            if (!Take(')'))
                return false;
            read.Add(row);
        }

        Take(';');
        if (!_rest.IsWhiteSpace())
            return false;
        foreach (RowValue row in read)
            rows.Add(row);
        return true;
    }

    private bool Take(char character)
    {
        _rest = _rest.TrimStart();
        if (_rest.Length == 0 || _rest[0] != character)
            return false;
        _rest = _rest[1..];
        return true;
    }

    private ScalarExpression? ReadLiteral()
    {
        _rest = _rest.TrimStart();
        if (_rest.Length == 0)
            return null;
        if (_rest[0] == '-')
        {
            _rest = _rest[1..];
            return ReadNumber() is { } number ? new UnaryExpression { UnaryExpressionType = UnaryExpressionType.Negative, Expression = number } : null;
        }

        if (char.IsAsciiDigit(_rest[0]))
            return ReadNumber();
        if (_rest[0] == '\'')
            return ReadText(1, national: false);
        if (_rest.StartsWith("N'", StringComparison.OrdinalIgnoreCase))
            return ReadText(2, national: true);
        return TakeWord("NULL") ? new NullLiteral { Value = "NULL" } : null;
    }

    private Literal? ReadNumber()
    {
        int length = 0;
        while (length < _rest.Length && char.IsAsciiDigit(_rest[length]))
            length++;
        bool fraction = length > 0 && length + 1 < _rest.Length && _rest[length] == '.' && char.IsAsciiDigit(_rest[length + 1]);
        if (fraction)
        {
            length++;
            while (length < _rest.Length && char.IsAsciiDigit(_rest[length]))
                length++;
        }

        // 1e5, 1.2.3 and 12abc are for the parser.
        if (length == 0 || (length < _rest.Length && (char.IsLetterOrDigit(_rest[length]) || _rest[length] is '.' or '_' or '$')))
            return null;
        string digits = _rest[..length].ToString();
        _rest = _rest[length..];
        return fraction ? new NumericLiteral { Value = digits } : new IntegerLiteral { Value = digits };
    }

    private StringLiteral? ReadText(int start, bool national)
    {
        int end = start;
        while (true)
        {
            int quote = _rest[end..].IndexOf('\'');
            if (quote < 0)
                return null;
            end += quote + 1;
            if (end >= _rest.Length || _rest[end] != '\'')
                break;
            end++;
        }

        string value = _rest[start..(end - 1)].ToString().Replace("''", "'", StringComparison.Ordinal);
        _rest = _rest[end..];
        return new StringLiteral { Value = value, IsNational = national };
    }

    private bool TakeWord(string word)
    {
        if (!_rest.StartsWith(word, StringComparison.OrdinalIgnoreCase) || (_rest.Length > word.Length && (char.IsLetterOrDigit(_rest[word.Length]) || _rest[word.Length] == '_')))
            return false;
        _rest = _rest[word.Length..];
        return true;
    }
}
