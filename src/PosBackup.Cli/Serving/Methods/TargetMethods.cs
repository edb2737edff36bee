using PosBackup.Cli.Json;
using PosBackup.Cli.Serving.Dispatch;
using PosBackup.Cli.Serving.Requests;
using PosBackup.Cli.Settings;
using PosBackup.Cli.Verbs;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Definitions;
using PosBackup.Engine.Targets.Probing;
using PosBackup.Engine.Targets.Trust;

namespace PosBackup.Cli.Serving.Methods;

/// <summary><c>targets/list</c>, <c>targets/offer</c>, <c>targets/register</c>, <c>targets/unregister</c>, <c>targets/test</c>.</summary>
internal static class TargetMethods
{
    public static IReadOnlyList<Method> All { get; } =
    [
        Method.Of("targets/list", ServeJson.Default.TargetListParams, ListAsync, ServeJson.Default.TargetListAnswer),
        Method.Of("targets/offer", ServeJson.Default.TargetOfferParams, OfferAsync, CliJson.Default.TrustJson),
        Method.Of("targets/register", ServeJson.Default.TargetRegisterParams, RegisterAsync, CliJson.Default.TargetChangeJson),
        Method.Of("targets/unregister", ServeJson.Default.TargetUnregisterParams, UnregisterAsync, CliJson.Default.TargetChangeJson),
        Method.Of("targets/test", ServeJson.Default.TargetTestParams, TestAsync, ServeJson.Default.TargetTestAnswer),
    ];

    /// <summary>On a new machine none is defined, and that is an answer; a file that somebody names has to be there.</summary>
    private static async Task<TargetListAnswer> ListAsync(TargetListParams asked, ServedRequest request, CancellationToken cancellationToken)
    {
        TargetFileStore store = TargetsFile.At(asked.TargetsFile);
        TargetFile file = asked.TargetsFile is null ? await store.ReadOrNewAsync(cancellationToken) : await store.ReadAsync(cancellationToken);
        MatchedTargets found = file.Matching(asked.Names);
        request.Warn(store, found.Targets);
        foreach (TargetDefinition target in found.Targets)
            request.Record("target", TargetJson.Of(target), CliJson.Default.TargetJson);

        return new TargetListAnswer(store.Path, file.Store, found.NotDefined, found.NotMatched);
    }

    /// <summary>Nobody is shown the key of a server that could not be registered. What is pinned of the same server already says whether the offer is a new one.</summary>
    private static async Task<TrustJson> OfferAsync(TargetOfferParams asked, ServedRequest request, CancellationToken cancellationToken)
    {
        TargetFileStore store = TargetsFile.At(asked.TargetsFile);
        TargetFile file = await store.ReadOrNewAsync(cancellationToken);
        TargetDefinition target = (await TargetRegistration.BeginAsync(store, DefinitionParams.Read(asked.Target), asked.Replace is true, asked.Store, cancellationToken)).Target;
        bool jump = asked.Jump is true;
        IReadOnlyList<string> pinned = TargetScan.RequirePins(target, jump);
        IReadOnlyList<OfferedIdentity> offered = await TargetAccess.Registry(file.With(target), request.Secrets).Scan(target, jump).ScanAsync(cancellationToken);
        return TrustJson.Of(target.Name, TrustPlanner.Plan(pinned, offered, fingerprint: null, add: false));
    }

    private static async Task<TargetChangeJson> RegisterAsync(TargetRegisterParams asked, ServedRequest request, CancellationToken cancellationToken)
    {
        TargetFileStore store = TargetsFile.At(asked.TargetsFile);
        await using var secrets = new RegisteredSecrets(store);
        TargetDefinition target = DefinitionParams.Read(secrets.Refer(asked));
        TargetRegistration registration = await TargetRegistration.BeginAsync(store, target, asked.Replace is true, asked.Store, cancellationToken);
        await secrets.WriteAsync(cancellationToken);
        TargetRegistry registry = TargetAccess.Registry(new TargetFile { Store = registration.StoreName, Targets = [target] }, request.Secrets);
        if (asked.JumpTrust is { Count: > 0 } jumpTrust)
            registration.Trusting(await TargetScan.TrustAsync(registration.Target, jump: true, jumpTrust, registry, cancellationToken));
        if (asked.Trust is { Count: > 0 } trust)
            registration.Trusting(await TargetScan.TrustAsync(registration.Target, jump: false, trust, registry, cancellationToken));

        TargetChangeJson change = await registration.WriteAsync(cancellationToken);
        secrets.Keep();
        registration.RemoveOldSecrets();
        request.Warn(store, [registration.Target]);
        return change;
    }

    private static async Task<TargetChangeJson> UnregisterAsync(TargetUnregisterParams asked, ServedRequest request, CancellationToken cancellationToken)
    {
        TargetFileStore store = TargetsFile.At(asked.TargetsFile);
        (_, TargetChangeJson change) = await TargetRegistration.RemoveAsync(store, ParamsReader.Required(asked.Name, "name"), cancellationToken);
        return change;
    }

    private static async Task<TargetTestAnswer> TestAsync(TargetTestParams asked, ServedRequest request, CancellationToken cancellationToken)
    {
        TargetFileStore store = TargetsFile.At(asked.TargetsFile);
        TargetFile file = await store.ReadAsync(cancellationToken);
        TargetProbing.RequireAny(store, file);
        MatchedTargets found = file.Matching(asked.Names);
        request.Warn(store, found.Targets);
        TargetRegistry registry = TargetAccess.Registry(file, request.Secrets);
        int passed = 0;
        foreach (TargetDefinition target in found.Targets)
        {
            TargetProbeReport report = await TargetProbing.RunAsync(registry, target, cancellationToken);
            passed += report.Passed ? 1 : 0;
            request.Record("targetProbe", TargetProbeJson.Of(report), CliJson.Default.TargetProbeJson);
        }

        return new TargetTestAnswer(store.Path, passed, found.Targets.Count - passed, found.NotDefined, found.NotMatched);
    }
}
