using PosBackup.Engine.Backups.Planning;

namespace PosBackup.Engine.Backups.Preflight;

/// <summary>
/// What editions are known to do, for when it cannot be tried. Null where nothing is known.
/// <code>
///                                                       compresses      encrypts
/// Express, Web                                          never           never
/// Standard, Business Intelligence                       2008 R2 (10.50)  2014 (12)
/// Enterprise, Developer, Evaluation                     2008 (10)        2014 (12)
/// </code>
/// </summary>
internal static class EditionRules
{
    private static readonly Version Sql2008 = new(10, 0);
    private static readonly Version Sql2008R2 = new(10, 50);
    private static readonly Version Sql2014 = new(12, 0);

    public static bool? CanCompress(InstanceFacts instance) => Judge(instance, small: Sql2008R2, large: Sql2008);

    public static bool? CanEncrypt(InstanceFacts instance) => Judge(instance, small: Sql2014, large: Sql2014);

    private static bool? Judge(InstanceFacts instance, Version small, Version large) => instance.Edition.Split(' ')[0] switch
    {
        "Express" or "Web" => false,
        "Standard" or "Business" => instance.Version >= small,
        "Enterprise" or "Developer" => instance.Version >= large,
        _ => null,
    };
}
