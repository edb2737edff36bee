using System.Buffers;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace PosBackup.Cli;

/// <summary>
/// Arguments that nobody asked for. Any of them may be a password that somebody typed, as other programs take it: they are told by their
/// place and, when they begin as an option does, by its letters; never by their text.
/// <code>
/// --password=S3cr3t  --passwordS3cr3t   begins with --password
/// -PS3cr3t                              begins with -P
/// /password:S3cr3t                      begins with /password
/// password=S3cr3t    S3cr3t             (no more than the place)
/// </code>
/// </summary>
internal static class StrayArguments
{
    private static readonly SearchValues<char> OptionLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz-");

    /// <summary>What to say of each; empty when every argument has its meaning.</summary>
    public static string[] Complaints(string[] args, ParseResult parsed) =>
        Mistyped(args, parsed) is { Length: > 0 } mistyped
            ? [.. mistyped.Select(at => $"{Place(at)}: there is no option {Beginning(args[at])}")]
            : [.. parsed.UnmatchedTokens.Select(text => Array.LastIndexOf(args, text)).Distinct().Select(at => Unknown(args, at))];

    /// <summary>What looks like an option, is none, and would be taken for a file or for the value of the option before it.</summary>
    private static int[] Mistyped(string[] args, ParseResult parsed)
    {
        var values = parsed.Tokens.Where(token => token.Type == TokenType.Argument).Select(token => token.Value).ToHashSet(StringComparer.Ordinal);
        return [.. args.Index().TakeWhile(arg => arg.Item is not "--").Where(arg => arg.Item is ['-', '-', ..] or ['-', (>= 'A' and <= 'Z') or (>= 'a' and <= 'z'), ..] && values.Contains(arg.Item)).Select(arg => arg.Index)];
    }

    private static string Unknown(string[] args, int at) => at < 0
        ? "an argument is not understood"
        : Beginning(args[at]) is { } beginning ? $"{Place(at)} is not understood; it begins with {beginning}" : $"{Place(at)} is not understood";

    private static string Place(int at) => string.Create(CultureInfo.InvariantCulture, $"argument {at + 1}");

    /// <summary>The letters of an option: what follows them, or a single letter, may be its value without a space.</summary>
    private static string? Beginning(string arg) => arg switch
    {
        ['-', '-', var first, ..] when char.IsAsciiLetter(first) => arg[..(3 + Letters(arg.AsSpan(3)))],
        ['-', '-', ..] => "--",
        ['-', var letter, ..] when char.IsAsciiLetter(letter) => arg[..2],
        ['/', ..] when 1 + Letters(arg.AsSpan(1)) is > 1 and var end && arg.AsSpan(end) is [':' or '=', ..] => arg[..end],
        _ => null,
    };

    private static int Letters(ReadOnlySpan<char> text)
    {
        int count = text.IndexOfAnyExcept(OptionLetters);
        return count < 0 ? text.Length : count;
    }
}
