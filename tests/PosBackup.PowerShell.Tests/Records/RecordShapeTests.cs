using System.Collections;
using System.Reflection;
using System.Text.Json;
using PosBackup.PowerShell.Json;
using PosBackup.PowerShell.Records;
using Assembly = System.Reflection.Assembly;

namespace PosBackup.PowerShell.Tests.Records;

/// <summary>Every member of a document of the engine has a property in the module's record of it: what the engine says, PowerShell shows.</summary>
public sealed class RecordShapeTests
{
    private static readonly Assembly Program = Assembly.Load("posbackup");

    [Theory]
    [InlineData("Json.BackupResultJson", typeof(BackupResult))]
    [InlineData("Json.PreflightJson", typeof(PreflightReport))]
    [InlineData("Json.RestoreReportJson", typeof(RestoreReport))]
    [InlineData("Json.DrillResultJson", typeof(DrillResult))]
    [InlineData("Json.CopyJson", typeof(CopyResult))]
    [InlineData("Json.FetchedFileJson", typeof(FetchedFile))]
    [InlineData("Json.ExpiredPlaceJson", typeof(RetentionPlan))]
    [InlineData("Json.MediaJson", typeof(MediaVerification))]
    [InlineData("Json.TargetJson", typeof(BackupTarget))]
    [InlineData("Json.TargetProbeJson", typeof(TargetProbe))]
    public void TheRecordHasAllThatTheDocumentHas(string document, Type record)
    {
        var missing = new List<string>();
        Compare(Program.GetType($"PosBackup.Cli.{document}", throwOnError: true)!, record, record.Name, missing);

        Assert.Empty(missing);
    }

    [Fact]
    public void TheRecordOfAListedSetHasAllThatTheDocumentHas()
    {
        Type document = Program.GetType("PosBackup.Cli.Serving.Requests.ListedSet", throwOnError: true)!;
        var missing = new List<string>();
        Compare(document.GetProperty("Set")!.PropertyType, typeof(ListedBackupSet), "set", missing);
        Compare(document.GetProperty("Files")!.PropertyType.GetGenericArguments()[0], typeof(ListedFile), "files", missing);
        foreach (string name in document.GetProperties().Select(NameOf).Except(["set", "files"], StringComparer.Ordinal))
        {
            if (!RecordMapper.MembersOf(typeof(ListedBackupSet)).ContainsKey(name))
                missing.Add(name);
        }

        Assert.Empty(missing);
    }

    private static void Compare(Type document, Type record, string path, List<string> missing)
    {
        IReadOnlyDictionary<string, PropertyInfo> members = RecordMapper.MembersOf(record);
        foreach (PropertyInfo property in document.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.Name != "EqualityContract"))
        {
            string name = NameOf(property);
            if (!members.TryGetValue(name, out PropertyInfo? mine))
                missing.Add($"{path}.{name}");
            else if (ElementOf(property.PropertyType) is { Namespace: "PosBackup.Cli.Json" } nested)
                Compare(nested, ElementOf(mine.PropertyType), $"{path}.{name}", missing);
        }
    }

    private static string NameOf(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static Type ElementOf(Type type) => type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable)) ? type.GetGenericArguments()[0] : Nullable.GetUnderlyingType(type) ?? type;
}
