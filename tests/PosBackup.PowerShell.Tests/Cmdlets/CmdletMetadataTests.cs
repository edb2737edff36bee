using System.Xml.Linq;
using PosBackup.PowerShell.Tests.Support;

namespace PosBackup.PowerShell.Tests.Cmdlets;

public sealed class CmdletMetadataTests : IDisposable
{
    /// <summary>Approved by PowerShell 5.1 and later, of those that the module could want.</summary>
    private static readonly string[] ApprovedVerbs = ["Add", "Backup", "Clear", "Disable", "Enable", "Export", "Find", "Get", "Import", "Invoke", "New", "Register", "Remove", "Restore", "Resume", "Save", "Set", "Show", "Start", "Stop", "Suspend", "Sync", "Test", "Unregister", "Update", "Wait"];

    private readonly ModuleAssembly _module = new();

    public void Dispose() => _module.Dispose();

    [Fact]
    public void TheCmdletsAreThoseThatWerePromised() => Assert.Equal(
        [
            "Backup-PosDatabase", "Get-PosBackup", "Get-PosBackupTarget", "Get-PosRestorePlan", "Get-PosRetentionPlan", "Register-PosBackupTarget", "Remove-ExpiredPosBackup", "Restore-PosDatabase",
            "Save-PosBackup", "Sync-PosBackupRemote", "Test-PosBackup", "Test-PosBackupSetup", "Test-PosBackupTarget", "Test-PosRestore", "Unregister-PosBackupTarget",
        ],
        _module.Cmdlets.Select(cmdlet => cmdlet.Name));

    [Fact]
    public void VerbsAreApproved_AndNounsSingular() => Assert.All(_module.Cmdlets, cmdlet =>
    {
        Assert.Contains(cmdlet.Verb, ApprovedVerbs);
        Assert.DoesNotMatch("s$", cmdlet.Noun);
        Assert.Equal($"{cmdlet.Verb}{cmdlet.Noun}Command", cmdlet.Type.Name);
    });

    [Fact]
    public void WhatChangesSomethingAsks_AndWhatIsForGoodAsksByItself()
    {
        string[] changing = ["Backup-PosDatabase", "Register-PosBackupTarget", "Remove-ExpiredPosBackup", "Restore-PosDatabase", "Save-PosBackup", "Sync-PosBackupRemote", "Test-PosRestore", "Unregister-PosBackupTarget"];

        Assert.Equal(changing, _module.Cmdlets.Where(cmdlet => cmdlet.SupportsShouldProcess).Select(cmdlet => cmdlet.Name));
        Assert.Equal(["Remove-ExpiredPosBackup"], _module.Cmdlets.Where(cmdlet => cmdlet is { SupportsShouldProcess: true, ConfirmImpact: "High" }).Select(cmdlet => cmdlet.Name));
        Assert.Equal(["Remove-ExpiredPosBackup", "Restore-PosDatabase"], _module.Cmdlets.Where(cmdlet => cmdlet.Parameters.Any(parameter => parameter.Name == "Force")).Select(cmdlet => cmdlet.Name));
    }

    [Fact]
    public void EveryCmdletSaysWhatItGives() => Assert.All(_module.Cmdlets, cmdlet =>
    {
        string output = Assert.Single(cmdlet.OutputTypes);
        Assert.StartsWith("PosBackup.PowerShell.Records.", output, StringComparison.Ordinal);
    });

    [Fact]
    public void TheDefaultSetIsOneOfTheSets() => Assert.All(_module.Cmdlets, cmdlet =>
    {
        string[] sets = [.. cmdlet.Parameters.SelectMany(parameter => parameter.Sets).Select(set => set.Set).Where(set => set != "all").Distinct(StringComparer.Ordinal)];
        Assert.True(cmdlet.DefaultParameterSet is { } standard ? sets.Contains(standard, StringComparer.Ordinal) : sets.Length == 0, cmdlet.Name);
    });

    [Fact]
    public void NoTwoParametersOfASetShareAPositionOrAnAlias() => Assert.All(_module.Cmdlets, cmdlet =>
    {
        string[] names = [.. cmdlet.Parameters.SelectMany(parameter => parameter.Aliases.Append(parameter.Name))];
        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        var positions = cmdlet.Parameters.SelectMany(parameter => parameter.Sets).Where(set => set.Position is not null).Select(set => (set.Set, set.Position)).ToArray();
        Assert.Equal(positions.Distinct(), positions);
    });

    /// <summary>Where a parameter has a position, an alias or a completer in one cmdlet, it has the same in every other that has it.</summary>
    [Fact]
    public void TheSameParameterIsTheSameInEveryCmdlet()
    {
        string[] differing =
        [
            .. _module.Cmdlets.SelectMany(cmdlet => cmdlet.Parameters)
                .GroupBy(parameter => parameter.Name, StringComparer.Ordinal)
                .Where(same => same.Select(Essence).Distinct(StringComparer.Ordinal).Skip(1).Any())
                .Select(same => $"{same.Key}: {string.Join(" | ", same.Select(Essence).Distinct(StringComparer.Ordinal))}"),
        ];

        // Of a restore there is one database, and Name is a target in the cmdlets about targets; a backup's folder is not a target's; the window of a policy may be none.
        Assert.DoesNotContain(differing, line => line.Split(':')[0] is not ("Database" or "Path" or "Name" or "Window"));
        Assert.All(_module.Cmdlets.SelectMany(cmdlet => cmdlet.Parameters).Where(parameter => parameter.Name == "Database"), parameter =>
        {
            Assert.All(parameter.Sets, set => Assert.Equal(0, set.Position));
            Assert.Contains("DatabaseName", parameter.Aliases);
            Assert.True(parameter.Has("ArgumentCompleterAttribute"));
        });
        Assert.All(_module.Cmdlets.SelectMany(cmdlet => cmdlet.Parameters).Where(parameter => parameter.Name == "Path"), parameter => Assert.Equal(["FullName", "PSPath"], parameter.Aliases));

        static string Essence(ParameterShape parameter) => $"{parameter.Property.PropertyType.Name} {string.Join(',', parameter.Aliases)} {parameter.Has("ArgumentCompleterAttribute")} {parameter.Sets[0].Position}";
    }

    [Fact]
    public void SpansAreTakenAsPeopleWriteThem() => Assert.All(
        _module.Cmdlets.SelectMany(cmdlet => cmdlet.Parameters).Where(parameter => parameter.Property.PropertyType.IsGenericType && parameter.Property.PropertyType.GetGenericArguments()[0].Name == nameof(TimeSpan)),
        parameter => Assert.True(parameter.Has("SpanTransformationAttribute"), parameter.Name));

    [Fact]
    public void WhatIsNamedWithAPatternIsMarkedSo() => Assert.All(
        _module.Cmdlets.Where(cmdlet => cmdlet.Name is not ("Restore-PosDatabase" or "Get-PosRestorePlan" or "Save-PosBackup")).SelectMany(cmdlet => cmdlet.Parameters).Where(parameter => parameter.Name is "Database" or "ExcludeDatabase" or "Path"),
        parameter => Assert.True(parameter.Has("SupportsWildcardsAttribute"), parameter.Name));

    [Fact]
    public void TargetsAreNamedWithAPattern_ButWhereSomethingIsRemovedOrNotToBeTyped() => Assert.All(
        _module.Cmdlets.SelectMany(cmdlet => cmdlet.Parameters.Where(parameter => parameter.Name is "Target").Select(parameter => (Cmdlet: cmdlet.Name, Parameter: parameter))),
        of => Assert.Equal(of.Cmdlet is not ("Get-PosRetentionPlan" or "Remove-ExpiredPosBackup" or "Test-PosBackup"), of.Parameter.Has("SupportsWildcardsAttribute")));

    [Fact]
    public void PasswordsAreNeverTexts() => Assert.All(
        _module.Cmdlets.SelectMany(cmdlet => cmdlet.Parameters).Where(parameter => parameter.Name.EndsWith("Credential", StringComparison.Ordinal) || parameter.Name.EndsWith("Password", StringComparison.Ordinal) || parameter.Name.EndsWith("Passphrase", StringComparison.Ordinal)),
        parameter => Assert.Contains(parameter.Property.PropertyType.Name, new[] { "PSCredential", "SecureString" }));

    [Fact]
    public void EveryCmdletAndParameterIsExplained()
    {
        XDocument documentation = XDocument.Load(Path.ChangeExtension(ModuleAssembly.File, ".xml"));
        HashSet<string> explained = [.. documentation.Descendants("member").Where(member => member.Element("summary")?.Value.Trim().Length > 0).Select(member => member.Attribute("name")!.Value)];

        Assert.All(_module.Cmdlets, cmdlet =>
        {
            Assert.Contains($"T:{cmdlet.Type.FullName}", explained);
            Assert.All(cmdlet.Parameters, parameter => Assert.Contains($"P:{parameter.Property.DeclaringType!.FullName}.{parameter.Name}", explained));
        });
    }

    [Fact]
    public void TheInterfaceIsTheOneThatWasApproved()
    {
        string found = string.Join("\n\n", _module.Cmdlets) + "\n";
        string approved = Path.Combine(Folder(), "Cmdlets.approved.txt");
        if (Environment.GetEnvironmentVariable("POSBACKUP_APPROVE") is "1")
            File.WriteAllText(approved, found);

        Assert.Equal(File.ReadAllText(approved), found);
    }

    private static string Folder([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
