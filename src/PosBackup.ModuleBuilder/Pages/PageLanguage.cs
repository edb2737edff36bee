namespace PosBackup.ModuleBuilder.Pages;

/// <summary>The words of a help page that the tool reads, in the language of the page.</summary>
internal sealed record PageLanguage
{
    /// <summary>Culture, which is the folder of the pages.</summary>
    public required string Culture { get; init; }

    /// <summary>Cultures that read the same pages and would not find them: PowerShell looks for the culture of the session and then for its parents, so zh-SG finds zh-Hans and never zh-CN.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>Headings of the sections, in their order.</summary>
    public required IReadOnlyList<string> Sections { get; init; }

    /// <summary>Heads the line of a parameter's type.</summary>
    public required string Type { get; init; }

    /// <summary>Heads the line of a parameter's default.</summary>
    public required string Default { get; init; }

    /// <summary>The default of what is not given when it is not given.</summary>
    public required string None { get; init; }

    /// <summary>The default of a switch.</summary>
    public required string Off { get; init; }

    /// <summary>Heads an example, before its number.</summary>
    public required string Example { get; init; }

    public static IReadOnlyList<PageLanguage> All { get; } =
    [
        new()
        {
            Culture = "en-US",
            Sections = ["Synopsis", "Description", "Examples", "Parameters", "Inputs", "Outputs", "Notes", "Links"],
            Type = "Type: ", Default = "Default: ", None = "none", Off = "off", Example = "Example",
        },
        new()
        {
            Culture = "zh-CN",
            Also = ["zh-Hans"],
            Sections = ["概要", "说明", "示例", "参数", "输入", "输出", "备注", "链接"],
            Type = "类型：", Default = "默认值：", None = "无", Off = "关", Example = "示例",
        },
    ];
}
