using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Parsing;

/// <summary>The parser's complaint in SQL Server's numbers and words: 102, 105, 155, 156, 195.</summary>
internal static class SyntaxErrors
{
    private const int NearToken = 46010;
    private const int EndOfFile = 46029;
    private const int OpenQuote = 46030;
    private const int OpenBracket = 46031;

    // What newer servers know and the newest parser at hand does not: honest about whose limit it is.
    private static readonly string[] NewerOptions = ["BACKUP_OPTIONS", "RESTORE_OPTIONS"];

    public static SqlErrorException Translate(IEnumerable<ParseError> errors, string text, TSqlFragment? fragment, Version serverVersion)
    {
        ParseError first = errors.OrderBy(error => error.Offset).First();
        var tokens = fragment?.ScriptTokenStream?.Where(IsSpoken).ToList() ?? Tokens(text);
        switch (first.Number)
        {
            case OpenQuote or OpenBracket:
                return Unclosed(first, text);
            case EndOfFile:
                return SqlErrors.Syntax(tokens.LastOrDefault() is { } last ? Spoken(last) : "", first.Line);
        }

        int at = tokens.FindIndex(token => token.Offset >= first.Offset);
        TSqlParserToken? near = at >= 0 ? tokens[at] : tokens.LastOrDefault();
        if (near is null || first.Number != NearToken)
            return SqlErrors.Syntax(near is null ? "" : Spoken(near), first.Line);

        if (OptionOf(tokens, at) is { } statement)
            return serverVersion.Major >= 16 && NewerOptions.Contains(near.Text, StringComparer.OrdinalIgnoreCase)
                ? SqlErrors.NotKnown($"the option {near.Text} of {statement}")
                : SqlErrors.UnknownOption(near.Text, statement, near.Line);

        if (near.TokenType == TSqlTokenType.Set && at + 1 < tokens.Count && tokens[at + 1].TokenType == TSqlTokenType.Identifier)
            near = tokens[at + 1];
        if (at > 0 && near.TokenType == TSqlTokenType.Identifier && tokens[at - 1].TokenType == TSqlTokenType.Set && IsStatementStart(tokens, at - 1)
            && at + 1 < tokens.Count && tokens[at + 1].TokenType is TSqlTokenType.On or TSqlTokenType.Off)
            return SqlErrors.UnknownSetOption(near.Text, near.Line);

        return near.IsKeyword() ? SqlErrors.SyntaxNearKeyword(near.Text, near.Line) : SqlErrors.Syntax(Spoken(near), near.Line);
    }

    private static SqlErrorException Unclosed(ParseError error, string text)
    {
        string rest = error.Offset < text.Length ? text[error.Offset..] : "";
        string tail = rest.TrimStart('N', 'n') is ['\'' or '[' or '"', .. var inner] ? inner : rest;
        return new SqlErrorException(
            new SqlMessage(105, 15, 1, $"Unclosed quotation mark after the character string '{tail}'.", error.Line),
            new SqlMessage(102, 15, 1, $"Incorrect syntax near '{tail}'.", error.Line));
    }

    // A word that stands where an option of BACKUP or RESTORE should: behind its WITH, after WITH or a comma.
    private static string? OptionOf(List<TSqlParserToken> tokens, int at)
    {
        if (at < 1 || tokens[at].TokenType is TSqlTokenType.Comma || tokens[at - 1].TokenType is not (TSqlTokenType.With or TSqlTokenType.Comma))
            return null;

        bool afterWith = false;
        for (int i = at - 1; i >= 0; i--)
        {
            afterWith |= tokens[i].TokenType == TSqlTokenType.With;
            if (tokens[i].TokenType is TSqlTokenType.Semicolon)
                return null;
            if (tokens[i].TokenType is TSqlTokenType.Backup or TSqlTokenType.Restore)
                return afterWith ? tokens[i].Text.ToUpperInvariant() : null;
        }

        return null;
    }

    private static bool IsStatementStart(List<TSqlParserToken> tokens, int at) => at == 0 || tokens[at - 1].TokenType is TSqlTokenType.Semicolon
        || tokens[at - 1].Line < tokens[at].Line;

    private static bool IsSpoken(TSqlParserToken token) => token.TokenType is not (TSqlTokenType.WhiteSpace
        or TSqlTokenType.SingleLineComment or TSqlTokenType.MultilineComment or TSqlTokenType.EndOfFile);

    private static string Spoken(TSqlParserToken token) => token.TokenType switch
    {
        TSqlTokenType.AsciiStringLiteral or TSqlTokenType.UnicodeStringLiteral =>
            token.Text[(token.Text.IndexOf('\'', StringComparison.Ordinal) + 1)..].TrimEnd('\'').Replace("''", "'", StringComparison.Ordinal),
        TSqlTokenType.QuotedIdentifier => token.Text is ['[' or '"', .. var name, _] ? name : token.Text,
        _ => token.Text,
    };

    private static List<TSqlParserToken> Tokens(string text)
    {
        using var reader = new StringReader(text);
        return [.. new TSql150Parser(initialQuotedIdentifiers: true).GetTokenStream(reader, out _).Where(IsSpoken)];
    }
}
