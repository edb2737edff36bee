using PosBackup.ModuleBuilder.Cmdlets;

namespace PosBackup.ModuleBuilder.Pages;

/// <summary>Compares help pages with the cmdlets that they are about.</summary>
internal static class PageChecker
{
    private const int ExamplesToTell = 3;

    /// <summary>What is wrong with the pages of a language, a sentence each; empty when nothing is.</summary>
    public static IReadOnlyList<string> Check(IReadOnlyList<Cmdlet> cmdlets, IReadOnlyList<HelpPage> pages, PageLanguage language)
    {
        string[] known = [.. cmdlets.Select(cmdlet => cmdlet.Name)];
        string[] told = [.. pages.Select(page => page.Cmdlet)];
        return
        [
            .. known.Except(told, StringComparer.Ordinal).Select(name => $"{language.Culture}: {name} has no page"),
            .. told.Except(known, StringComparer.Ordinal).Select(name => $"{language.Culture}: the page of {name} is about no cmdlet"),
            .. cmdlets.Join(pages, cmdlet => cmdlet.Name, page => page.Cmdlet, (cmdlet, page) => Check(cmdlet, page, known, language), StringComparer.Ordinal).SelectMany(problems => problems).Select(problem => $"{language.Culture}: {problem}"),
            .. Shared(cmdlets, pages).Select(problem => $"{language.Culture}: {problem}"),
        ];
    }

    private static IEnumerable<string> Check(Cmdlet cmdlet, HelpPage page, IReadOnlyList<string> known, PageLanguage language)
    {
        string name = cmdlet.Name;
        if (page.Description.Count < 2)
            yield return $"{name}: the description must tell what it does and what it does not, a paragraph or more each";

        if (page.Examples.Count < ExamplesToTell)
            yield return $"{name}: {page.Examples.Count} examples are told, there must be {ExamplesToTell}";

        foreach (HelpExample example in page.Examples.Where(example => example.Before.Count + example.After.Count == 0 || !example.Code.Contains(name, StringComparison.Ordinal)))
            yield return $"{name}: the example '{example.Title}' must use {name} and say what it is for";

        foreach (string link in page.Links.Where(link => !known.Contains(link, StringComparer.Ordinal) && link is not "about_PosBackup"))
            yield return $"{name}: there is no {link} to link to";

        foreach (string output in cmdlet.Outputs.Except(page.Outputs.Select(output => output.Name), StringComparer.Ordinal))
            yield return $"{name}: it writes {output}, of which the page says nothing";

        foreach (string output in page.Outputs.Select(output => output.Name).Where(output => output is not "None").Except(cmdlet.Outputs, StringComparer.Ordinal))
            yield return $"{name}: it does not write {output}";

        foreach (CmdletParameter missing in cmdlet.Parameters.ExceptBy(page.Parameters.Select(told => told.Name), parameter => parameter.Name, StringComparer.Ordinal))
            yield return $"{name}: -{missing.Name} is not told";

        foreach (HelpParameter surplus in page.Parameters.ExceptBy(cmdlet.Parameters.Select(parameter => parameter.Name), told => told.Name, StringComparer.Ordinal))
            yield return $"{name}: there is no -{surplus.Name}";

        foreach (string twice in page.Parameters.GroupBy(told => told.Name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key))
            yield return $"{name}: -{twice} is told twice";

        foreach ((CmdletParameter parameter, HelpParameter told) in cmdlet.Parameters.Join(page.Parameters, parameter => parameter.Name, told => told.Name, (parameter, told) => (parameter, told), StringComparer.Ordinal))
        {
            if (told.Text.Count == 0)
                yield return $"{name}: of -{told.Name} nothing is said";

            if (!string.Equals(told.Type, parameter.Type, StringComparison.Ordinal))
                yield return $"{name}: -{told.Name} is told to be {told.Type}; it is {parameter.Type}";

            if (WrongDefault(parameter, told.Default, language) is { } right)
                yield return $"{name}: the default of -{told.Name} is told to be '{told.Default}'; it is {right}";
        }
    }

    /// <summary>
    /// A default that is a value (Full, 15s, 1) is the same on every page. One that is told in words is told in words, in the language of the page. What metadata does not tell cannot
    /// be compared.
    /// </summary>
    private static string? WrongDefault(CmdletParameter parameter, string told, PageLanguage language)
    {
        bool isNone = string.Equals(told, language.None, StringComparison.Ordinal);
        bool isOff = string.Equals(told, language.Off, StringComparison.Ordinal);
        if (parameter.IsSwitch)
            return isOff ? null : $"'{language.Off}'";

        if (parameter.Default is not { } @default)
            return told.Length == 0 ? $"not empty: say '{language.None}'" : null;

        if (@default is "none")
            return isNone ? null : $"'{language.None}'";

        string word = @default.Split([' ', ','])[0];
        if (!parameter.Words.Contains(word, StringComparer.Ordinal) && !char.IsAsciiDigit(word[0]))
            return isNone || isOff || told.Length == 0 || !told.Contains(Fallback(parameter, @default), StringComparison.Ordinal) ? $"to be told in words: {@default}" : null;

        return string.Equals(told.Split([' ', ',', '，', '（', '('])[0], word, StringComparison.Ordinal) ? null : $"'{word}'";
    }

    /// <summary>The value behind "else" of a default in words, which is the same on every page; empty where there is none.</summary>
    private static string Fallback(CmdletParameter parameter, string @default)
    {
        string last = @default[(@default.LastIndexOf(' ') + 1)..];
        bool isValue = parameter.Words.Contains(last, StringComparer.Ordinal) || char.IsAsciiDigit(last[0]);
        return isValue && @default.EndsWith($"else {last}", StringComparison.Ordinal) ? last : "";
    }

    /// <summary>A parameter that cmdlets share is told in the same words on all their pages.</summary>
    private static IEnumerable<string> Shared(IReadOnlyList<Cmdlet> cmdlets, IReadOnlyList<HelpPage> pages) =>
        cmdlets.Join(pages, cmdlet => cmdlet.Name, page => page.Cmdlet, (cmdlet, page) => (cmdlet, page), StringComparer.Ordinal)
            .SelectMany(pair => pair.cmdlet.Parameters.Where(parameter => parameter.Name is not ("WhatIf" or "Confirm"))
                .Join(pair.page.Parameters, parameter => parameter.Name, told => told.Name, (parameter, told) => (pair.cmdlet.Name, Parameter: parameter, Text: string.Join('\n', told.Text)), StringComparer.Ordinal))
            .GroupBy(told => (told.Parameter.DeclaredBy, told.Parameter.Name))
            .Where(group => group.Select(told => told.Text).Distinct(StringComparer.Ordinal).Count() > 1)
            .Select(group => $"-{group.Key.Name} is one parameter of {string.Join(", ", group.Select(told => told.Name))}, and is told in different words");
}
