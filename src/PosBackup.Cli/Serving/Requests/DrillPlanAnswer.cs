namespace PosBackup.Cli.Serving.Requests;

/// <summary>The result of <c>drill/plan</c>; the databases are in the records.</summary>
/// <param name="Instance">Name of the instance that would restore.</param>
/// <param name="NotDue">Databases that are in another share of the rotation.</param>
internal sealed record DrillPlanAnswer(string Instance, int NotDue);
