using System.Collections.Concurrent;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Parsing;

/// <summary>Parses batches with Microsoft's parser of the server's version. What it refuses is refused here in SQL Server's words.</summary>
internal sealed class SqlParser(Version serverVersion)
{
    private const int MostRemembered = 256;
    private const int LongestRemembered = 8_000;

    private readonly ConcurrentDictionary<(string Text, bool Quoted), IReadOnlyList<TSqlStatement>> _remembered = new();

    /// <summary>The statements of one batch.</summary>
    /// <exception cref="SqlErrorException">The batch is not T-SQL of this version.</exception>
    public IReadOnlyList<TSqlStatement> Parse(string text, bool quotedIdentifiers)
    {
        if (_remembered.TryGetValue((text, quotedIdentifiers), out var known))
            return known;

        var statements = LiteralRows.TryParse(text, head => TryParseNew(head, quotedIdentifiers)) ?? ParseNew(text, quotedIdentifiers);
        if (text.Length <= LongestRemembered)
        {
            if (_remembered.Count >= MostRemembered)
                _remembered.Clear();
            _remembered[(text, quotedIdentifiers)] = statements;
        }

        return statements;
    }

    private IReadOnlyList<TSqlStatement>? TryParseNew(string text, bool quotedIdentifiers)
    {
        using var reader = new StringReader(text);
        TSqlFragment fragment = Create(quotedIdentifiers).Parse(reader, out IList<ParseError> errors);
        return errors.Count == 0 && fragment is TSqlScript { Batches: [{ } batch] } ? [.. batch.Statements] : null;
    }

    private IReadOnlyList<TSqlStatement> ParseNew(string text, bool quotedIdentifiers)
    {
        using var reader = new StringReader(text);
        TSqlFragment fragment = Create(quotedIdentifiers).Parse(reader, out IList<ParseError> errors);
        if (errors.Count > 0)
            throw SyntaxErrors.Translate(errors, text, fragment, serverVersion);

        // GO is a word of the client programs: the parser takes it for a batch's end, a server for a name it cannot place.
        if (fragment.ScriptTokenStream?.FirstOrDefault(token => token.TokenType == TSqlTokenType.Go) is { } go)
            throw SqlErrors.Syntax(go.Text.Trim(), go.Line);

        return [.. ((TSqlScript)fragment).Batches.SelectMany(batch => batch.Statements)];
    }

    private TSqlParser Create(bool quotedIdentifiers) => serverVersion.Major switch
    {
        <= 10 => new TSql100Parser(quotedIdentifiers),
        11 => new TSql110Parser(quotedIdentifiers),
        12 => new TSql120Parser(quotedIdentifiers),
        13 => new TSql130Parser(quotedIdentifiers),
        14 => new TSql140Parser(quotedIdentifiers),
        _ => new TSql150Parser(quotedIdentifiers),
    };
}
