using FsCheck;
using FsCheck.Fluent;
using PosBackup.Engine.Targets;
using PosBackup.Engine.Targets.Ftp.Listing;

namespace PosBackup.Targets.Tests.Ftp;

public sealed class ListingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 0, 5, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("-rw-r--r--    1 4021     4021           14 Jan 02  2021 r", "r", "File", 14, "2021-01-02 00:00")]
    [InlineData("-rw-r--r--   1 ftp ftp        1 Nov 26 00:05  lead", " lead", "File", 1, "2026-11-26 00:05")]
    [InlineData("-rw-r--r--   1 ftp ftp        1 Nov 26 00:05 trail ", "trail ", "File", 1, "2026-11-26 00:05")]
    [InlineData("-rw-r--r--   1 ftp ftp        1 Nov 26 00:05 a  -> b", "a  -> b", "File", 1, "2026-11-26 00:05")]
    [InlineData("drwxr-xr-x   2 ftp ftp     4096 Nov 26 00:05 店 ½", "店 ½", "Folder", 0, "2026-11-26 00:05")]
    [InlineData("lrwxrwxrwx   1 ftp ftp        5 Nov 26 00:05 link -> /a -> b", "link", "Link", 0, "2026-11-26 00:05")]
    [InlineData("-rw-r--r--   1 ftp ftp 5368709120 Dec  1 10:00 of last year", "of last year", "File", 5368709120, "2025-12-01 10:00")]
    [InlineData("-rw-r--r--   1 ftp ftp        1 Nov 26 23:00 later today", "later today", "File", 1, "2026-11-26 23:00")]
    [InlineData("-rw-r--r--   1 ftp ftp        1 Feb 29 10:00 leap", "leap", "File", 1, "2024-02-29 10:00")]
    [InlineData("-rw-r--r--   1 Domain Users 12 Nov 26 00:05 group with a blank", "group with a blank", "File", 12, "2026-11-26 00:05")]
    [InlineData("-rw-r--r--   1 ftp          12 Nov  6  2026 no group", "no group", "File", 12, "2026-11-06 00:00")]
    [InlineData("11-26-26  12:05AM       <DIR>          backups of mine", "backups of mine", "Folder", 0, "2026-11-26 00:05")]
    [InlineData("11-26-2026  01:05PM           5368709120  x.bak", " x.bak", "File", 5368709120, "2026-11-26 13:05")]
    public void Plain_ReadsBothShapes(string line, string name, string kind, long length, string time)
    {
        ListedName listed = Assert.IsType<ListedName>(PlainListing.Read(line, Now));

        Assert.Equal((name, kind, length, time), (listed.Name, listed.Kind.ToString(), listed.Length, listed.ModifiedAt!.Value.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("total 12")]
    [InlineData("drwxr-xr-x   2 ftp ftp     4096 Nov 26 00:05 .")]
    [InlineData("drwxr-xr-x   2 ftp ftp     4096 Nov 26 00:05 ..")]
    [InlineData("crw-rw-rw-   1 root root   1, 3 Nov 26 00:05 null")]
    [InlineData("-rw-r--r--   1 ftp ftp        1 Nov 26 00:05 ")]
    [InlineData("-rw-r--r--   1 ftp ftp        1 Nov 31 00:05 no such day")]
    [InlineData("-rw-r--r--   1 ftp ftp        1 Foo 26 00:05 no such month")]
    [InlineData("-rw-r--r--   1 ftp ftp        x Nov 26 00:05 no size")]
    [InlineData("11-26-26  12:05AM       many          name")]
    [InlineData("11-26-26")]
    public void Plain_LeavesOutWhatItDoesNotKnow(string line) => Assert.Null(PlainListing.Read(line, Now));

    [Theory]
    [InlineData("modify=20261126000553;perm=adfrw;size=1;type=file;unique=FE00; $HOME", "$HOME", "File", 1)]
    [InlineData("Type=file;Size=5368709120;Modify=20261126000553.123;  lead; and more ", " lead; and more ", "File", 5368709120)]
    [InlineData("type=dir;sizd=4096;modify=20261126000555; folder", "folder", "Folder", 0)]
    [InlineData("type=OS.unix=slink:/elsewhere; link", "link", "Link", 0)]
    public void Machine_ReadsFacts(string line, string name, string kind, long length)
    {
        ListedName listed = Assert.IsType<ListedName>(MachineListing.Read(line));

        Assert.Equal((name, kind, length), (listed.Name, listed.Kind.ToString(), listed.Length));
    }

    [Theory]
    [InlineData("type=cdir;modify=20261126000553; .")]
    [InlineData("type=pdir;modify=20261126000553; ..")]
    [InlineData("size=1; no type")]
    [InlineData("type=file;size=1;")]
    [InlineData("")]
    public void Machine_LeavesOutWhatIsNoFile(string line) => Assert.Null(MachineListing.Read(line));

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a\u0001b")]
    public void In_LeavesOutNamesThatNoPathCanHave(string name) =>
        Assert.Null(new ListedName(name, ListedKind.File, 1, null).In(TargetPath.Parse("folder")));

    [Fact]
    public void Readers_TakeAnyLine() => Prop.ForAll<string>(line =>
    {
        _ = PlainListing.Read(line ?? "", Now);
        _ = MachineListing.Read(line ?? "");
        _ = PlainListing.Read($"-rw-r--r-- 1 a b 1 Jan 31 {line}", Now);
    }).QuickCheckThrowOnFailure();
}
