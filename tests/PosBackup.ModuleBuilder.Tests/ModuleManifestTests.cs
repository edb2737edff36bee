using System.Text.RegularExpressions;
using System.Xml.Linq;
using PosBackup.ModuleBuilder.Cmdlets;
using PosBackup.ModuleBuilder.Tests.Support;

namespace PosBackup.ModuleBuilder.Tests;

public sealed partial class ModuleManifestTests
{
    private static readonly string Manifest = File.ReadAllText(Path.Combine(Repository.Module, "PosBackup.psd1"));

    [Fact]
    public void ExportsAreTheCmdletsOfTheAssembly_AndNothingElse()
    {
        string exports = Between("CmdletsToExport", "@(", ")");

        Assert.Equal(CmdletReader.Read(Repository.Assembly).Select(cmdlet => cmdlet.Name), Quoted().Matches(exports).Select(match => match.Groups["text"].Value));
        Assert.All(["FunctionsToExport", "AliasesToExport", "VariablesToExport"], empty => Assert.Equal("", Between(empty, "@(", ")")));
    }

    [Fact]
    public void TheVersionIsThatOfTheAssemblies()
    {
        string version = XDocument.Load(Path.Combine(Repository.Root, "src", "Directory.Build.props")).Descendants("Version").Single().Value;

        Assert.Equal(version, Between("ModuleVersion", "'", "'"));
    }

    [Fact]
    public void BothEditionsFromTheOldestOn()
    {
        Assert.Equal("'Desktop', 'Core'", Between("CompatiblePSEditions", "@(", ")"));
        Assert.Equal("5.1", Between("PowerShellVersion", "'", "'"));
        Assert.Equal("PosBackup.PowerShell.dll", Between("RootModule", "'", "'"));
    }

    /// <summary>Windows PowerShell reads a manifest and a script without a mark by the machine's code page.</summary>
    [Fact]
    public void WhatPowerShellReadsIsAscii() => Assert.All(
        [Path.Combine(Repository.Root, "build.ps1"), .. Directory.GetFiles(Repository.Module, "*.ps*"), .. Directory.GetFiles(Path.Combine(Repository.Root, "examples", "powershell"), "*.ps1")],
        file => Assert.True(Array.TrueForAll(File.ReadAllBytes(file), octet => octet < 128), file));

    [Fact]
    public void TheBuildScriptIsShort() => Assert.InRange(File.ReadAllLines(Path.Combine(Repository.Root, "build.ps1")).Length, 1, 100);

    private static string Between(string key, string open, string close)
    {
        int begin = Manifest.IndexOf(open, Manifest.IndexOf($"    {key} ", StringComparison.Ordinal), StringComparison.Ordinal) + open.Length;
        return Manifest[begin..Manifest.IndexOf(close, begin, StringComparison.Ordinal)].Trim();
    }

    [GeneratedRegex("'(?<text>[^']*)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();
}
