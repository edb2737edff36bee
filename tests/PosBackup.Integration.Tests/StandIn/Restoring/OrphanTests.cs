using PosBackup.Integration.Tests.Support;

namespace PosBackup.Integration.Tests.StandIn.Restoring;

/// <summary>Users travel with the backup, logins do not: what is left of rights on another server, and who owns what.</summary>
public sealed class OrphanTests
{
    private const string Orphans = """
        SELECT u.name FROM sys.database_principals AS u
        LEFT JOIN sys.server_principals AS l ON l.sid = u.sid
        WHERE u.type = 'S' AND u.principal_id > 4 AND l.sid IS NULL ORDER BY u.name
        """;

    [Fact]
    public async Task UserOfAnotherServer_IsAnOrphanUntilItIsTiedToItsLogin()
    {
        using var here = new SqlInstance();
        using var there = new SqlInstance();
        string file = Path.Combine(here.Folder, "shop.bak");
        using (SqlProbe shop = here.OpenNew(out string name))
        {
            await shop.DoAsync("CREATE TABLE till (id int); CREATE LOGIN clerk WITH PASSWORD = 'Clerk-1234'; CREATE USER clerk FOR LOGIN clerk");
            await shop.DoAsync($"BACKUP DATABASE {name} TO DISK = '{file}'; ALTER ROLE db_datareader ADD MEMBER clerk; BACKUP LOG {name} TO DISK = '{file}.trn'");
            Assert.Empty((await shop.DoAsync(Orphans)).Column);
            Assert.Equal("clerk", await shop.ValueAsync("SUSER_SNAME(sid) FROM sys.database_principals WHERE name = 'clerk'"));
        }

        using SqlProbe admin = there.Open();
        await admin.DoAsync("CREATE LOGIN clerk WITH PASSWORD = 'Clerk-1234'");
        await admin.DoAsync($"""
            RESTORE DATABASE shop FROM DISK = '{file}' WITH NORECOVERY,
                MOVE 'db1' TO '{Path.Combine(there.Folder, "shop.mdf")}', MOVE 'db1_log' TO '{Path.Combine(there.Folder, "shop.ldf")}';
            RESTORE LOG shop FROM DISK = '{file}.trn'; USE shop
            """);
        using SqlProbe clerk = there.Open(login: "clerk", password: "Clerk-1234");

        Assert.Equal(["clerk"], (await admin.DoAsync(Orphans)).Column);
        await clerk.FailsAsync("USE shop", 916);

        await admin.DoAsync("ALTER USER clerk WITH LOGIN = clerk");
        Assert.Empty((await admin.DoAsync(Orphans)).Column);
        await clerk.DoAsync("USE shop; SELECT * FROM till");
        Assert.Equal(1, await admin.ValueAsync("COUNT(*) FROM sys.database_role_members AS m JOIN sys.database_principals AS u ON u.principal_id = m.member_principal_id WHERE u.name = 'clerk'"));

        await admin.DoAsync("DROP USER clerk");
        await clerk.FailsAsync("SELECT * FROM shop.dbo.till", 916);
    }

    [Fact]
    public async Task LoginWithTheSameSid_NeedsNoTie()
    {
        using var here = new SqlInstance();
        using SqlProbe shop = here.OpenNew();
        await shop.DoAsync("CREATE LOGIN clerk WITH PASSWORD = 'Clerk-1234', SID = 0x0102030405060708090A0B0C0D0E0F10; CREATE USER till7 FOR LOGIN clerk");

        await shop.FailsAsync("CREATE LOGIN other WITH PASSWORD = 'x', SID = 0x0102030405060708090A0B0C0D0E0F10", 15433);
        await shop.FailsAsync("CREATE USER again FOR LOGIN clerk", 15063);
        await shop.FailsAsync("CREATE USER nobody FOR LOGIN nobody", 15007);
        await shop.DoAsync("DROP LOGIN clerk");
        Assert.Equal(["till7"], (await shop.DoAsync(Orphans)).Column);
        await shop.DoAsync("CREATE LOGIN clerk WITH PASSWORD = 'Clerk-1234', SID = 0x0102030405060708090A0B0C0D0E0F10");
        Assert.Empty((await shop.DoAsync(Orphans)).Column);
    }

    [Fact]
    public async Task Owner_IsWhoRestoredUntilItIsAltered()
    {
        using var here = new SqlInstance();
        using SqlProbe shop = here.OpenNew(out string name);
        await shop.DoAsync("CREATE LOGIN boss WITH PASSWORD = 'Boss-12345'; CREATE LOGIN clerk WITH PASSWORD = 'Clerk-1234'; CREATE USER clerk");
        const string owner = "SUSER_SNAME(owner_sid) FROM sys.databases WHERE database_id = DB_ID()";
        Assert.Equal("sa", await shop.ValueAsync(owner));

        await shop.DoAsync($"ALTER AUTHORIZATION ON DATABASE::{name} TO boss");

        Assert.Equal("boss", await shop.ValueAsync(owner));
        await shop.FailsAsync("DROP LOGIN boss", 15174);
        await shop.FailsAsync($"ALTER AUTHORIZATION ON DATABASE::{name} TO clerk", 15110);
        await shop.FailsAsync($"ALTER AUTHORIZATION ON DATABASE::{name} TO nobody", 15151);
        using SqlProbe boss = here.Open(name, "boss", "Boss-12345");
        await boss.DoAsync("CREATE TABLE till (id int)");
        Assert.Equal("dbo", await boss.ValueAsync("USER_NAME()"));
    }
}
