namespace PosBackup.ModuleBuilder.Pages;

/// <summary>The help page of a cmdlet.</summary>
internal sealed record HelpPage
{
    /// <summary>Name of the cmdlet.</summary>
    public required string Cmdlet { get; init; }

    /// <summary>What it does, in one sentence.</summary>
    public required string Synopsis { get; init; }

    /// <summary>What it does and what it does not, a paragraph each.</summary>
    public required IReadOnlyList<string> Description { get; init; }

    /// <summary>Told examples, from easy to real.</summary>
    public required IReadOnlyList<HelpExample> Examples { get; init; }

    /// <summary>Its parameters.</summary>
    public required IReadOnlyList<HelpParameter> Parameters { get; init; }

    /// <summary>What it takes from the pipeline.</summary>
    public required IReadOnlyList<HelpType> Inputs { get; init; }

    /// <summary>What it writes.</summary>
    public required IReadOnlyList<HelpType> Outputs { get; init; }

    /// <summary>What else there is to know, a paragraph each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Names of cmdlets and topics.</summary>
    public required IReadOnlyList<string> Links { get; init; }
}

/// <summary>An example: what it is for, its code, what comes of it.</summary>
internal sealed record HelpExample(string Title, IReadOnlyList<string> Before, string Code, bool IsRunnable, IReadOnlyList<string> After);

/// <summary>A parameter as a page tells it.</summary>
internal sealed record HelpParameter(string Name, IReadOnlyList<string> Text, string Type, string Default);

/// <summary>A type of .NET, and what it stands for.</summary>
internal sealed record HelpType(string Name, IReadOnlyList<string> Text);
