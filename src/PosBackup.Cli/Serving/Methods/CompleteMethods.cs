using PosBackup.Cli.Serving.Dispatch;
using PosBackup.Cli.Serving.Requests;
using PosBackup.Cli.Settings;
using PosBackup.Engine;
using PosBackup.Engine.Catalog;
using PosBackup.Engine.Sql;
using PosBackup.Engine.Targets.Definitions;

namespace PosBackup.Cli.Serving.Methods;

/// <summary>What a word that somebody has begun to type may become: <c>complete/databases</c>, <c>complete/instances</c>, <c>complete/targets</c>.</summary>
internal static class CompleteMethods
{
    /// <summary>Who presses Tab waits no longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static IReadOnlyList<Method> All { get; } =
    [
        Method.Of("complete/databases", ServeJson.Default.CompleteDatabasesParams, DatabasesAsync, ServeJson.Default.CompletionAnswer),
        Method.Of("complete/instances", ServeJson.Default.CompleteInstancesParams, InstancesAsync, ServeJson.Default.CompletionAnswer),
        Method.Of("complete/targets", ServeJson.Default.CompleteTargetsParams, TargetsAsync, ServeJson.Default.CompletionAnswer),
    ];

    private static async Task<CompletionAnswer> DatabasesAsync(CompleteDatabasesParams asked, ServedRequest request, CancellationToken cancellationToken)
    {
        IEnumerable<string> known = Known(asked.Catalog).Select(database => database.Name);
        return Matching([.. known, .. asked.Instance is { } instance ? await OnAsync(InstanceParams.ToOptions(instance), request, cancellationToken) : []], asked.Word);
    }

    private static Task<CompletionAnswer> InstancesAsync(CompleteInstancesParams asked, ServedRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Matching(Known(asked.Catalog).Select(database => database.Instance), asked.Word));

    private static async Task<CompletionAnswer> TargetsAsync(CompleteTargetsParams asked, ServedRequest request, CancellationToken cancellationToken)
    {
        TargetFile file = await TargetsFile.At(asked.TargetsFile).ReadOrNewAsync(cancellationToken);
        return Matching(file.Targets.Select(target => target.Name), asked.Word);
    }

    private static IReadOnlyList<CatalogedDatabase> Known(string? catalog) => CatalogLocation.At(catalog).Databases();

    /// <summary>An instance that does not answer in time has no names to give; why is a detail.</summary>
    private static async Task<IReadOnlyList<string>> OnAsync(InstanceOptions instance, ServedRequest request, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await InstanceDatabases.ReadAsync(instance, patience.Token).WaitAsync(patience.Token);
        }
        catch (PosBackupException e)
        {
            request.Say(MessageLevel.Verbose, e.Message, e.Code, e.Hint);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            request.Say(MessageLevel.Verbose, $"{instance.Instance} did not answer in time", ErrorCode.InstanceUnavailable);
        }

        return [];
    }

    private static CompletionAnswer Matching(IEnumerable<string> values, string? word) =>
        new([.. values.Where(value => value.StartsWith(word ?? "", StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)]);
}
