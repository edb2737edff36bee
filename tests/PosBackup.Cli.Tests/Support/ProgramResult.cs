using System.Text.Json.Nodes;

namespace PosBackup.Cli.Tests.Support;

/// <summary>What a run of the program left.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output as the one JSON document that it must be.</summary>
    public JsonNode Json() => JsonNode.Parse(Output) ?? throw new InvalidDataException("the document is null");

    /// <summary>Fails with everything that was said when the exit code is another.</summary>
    public ProgramResult Exits(int code)
    {
        Assert.True(code == ExitCode, $"exit code {ExitCode} instead of {code}\n--- output\n{Output}\n--- error\n{Error}");
        Assert.DoesNotContain("   at ", Output + Error, StringComparison.Ordinal);
        return this;
    }
}
